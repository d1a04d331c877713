// A lesson's page: the prose on one side and the workbench on the other, both inside the one context they share.
"use client";
import type { ReactNode } from "react";
import type { Scene } from "#protocol/scene.ts";
import styles from "./lesson-workbench.module.css";
import { StaticCode } from "./static-code.tsx";
import { type Workbench, WorkbenchContext } from "./workbench.ts";

export type Exercise = {
  readonly slug: string;
  readonly title: string;
  readonly starter: Readonly<Record<string, string>>;
};

export type LessonWorkbenchProps = {
  readonly slug: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file the server runs. */
  readonly entry: string;
  readonly scene: Scene;
  readonly exercises: readonly Exercise[];
  readonly children: ReactNode;
};

const nothing = () => {};

export function LessonWorkbench({ title, files, entry, scene, children }: LessonWorkbenchProps) {
  const workbench: Workbench = {
    files,
    edit: nothing,
    reset: nothing,
    isEdited: false,
    phase: { phase: "idle" },
    run: nothing,
    stop: nothing,
    clients: scene.clients,
    act: nothing,
    trace: [],
    shown: [],
    playhead: "live",
    seek: nothing,
    selected: undefined,
    select: nothing,
    notice: undefined,
    dismissNotice: nothing,
  };
  return (
    <WorkbenchContext value={workbench}>
      <div className={styles.lesson}>
        <article className={styles.prose}>{children}</article>
        <section className={styles.workbench} aria-label={`${title}: the workbench`}>
          <StaticCode text={files[entry] ?? ""} />
        </section>
      </div>
    </WorkbenchContext>
  );
}
