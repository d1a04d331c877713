// A button in the prose that has a client of the scene do something.
"use client";
import type { ReactNode } from "react";
import { type Doing, doingWords } from "#protocol/doing.ts";
import styles from "./prose.module.css";
import { usePerform } from "./use-perform.ts";

export function Act({ children, ...doing }: Doing & { readonly children: ReactNode }) {
  const { workbench, perform, isWaiting } = usePerform();
  return (
    <button
      type="button"
      className={styles.act}
      aria-busy={isWaiting}
      title={doingWords(doing)}
      onClick={() => {
        perform(doing);
        workbench?.showStage?.();
      }}
    >
      {children}
    </button>
  );
}
