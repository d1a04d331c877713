// A button in the prose that has a client of the scene emit something.
"use client";
import type { ReactNode } from "react";
import styles from "./prose.module.css";
import { usePerform } from "./use-perform.ts";

type Props = {
  readonly client: string;
  readonly emit: string;
  readonly args?: readonly unknown[];
  readonly children: ReactNode;
};

export function Act({ client, emit, args = [], children }: Props) {
  const { workbench, perform, isWaiting } = usePerform();
  return (
    <button
      type="button"
      className={styles.act}
      aria-busy={isWaiting}
      title={`${client} emits ${emit}`}
      onClick={() => {
        perform({ client, emit, args });
        workbench?.showStage?.();
      }}
    >
      {children}
    </button>
  );
}
