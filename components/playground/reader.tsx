// Part of the page with a workbench of its own: it reads what a run brings in its turn, and not when the others do.
"use client";
import { type ReactNode, useMemo } from "react";
import type { Lesson } from "./lesson.ts";
import type { LessonSource } from "./lesson-source.ts";
import type { Turns } from "./turns.ts";
import { type Reading, useLesson } from "./use-lesson.ts";
import { type Workbench, WorkbenchContext } from "./workbench.ts";

/** What is read has been read again by then. */
const READ_MS = 100;

export type Opened = {
  readonly lesson: Lesson;
  readonly source: LessonSource;
  readonly turns: Turns;
  /** What the page adds to the lesson. */
  readonly page: Pick<Workbench, "isLarge" | "enlarge" | "showStage" | "openExercise">;
};

type Props = {
  readonly opened: Opened;
  /** It goes with the playhead while that is moved, and not only where it comes to rest. */
  readonly follows?: boolean;
  /** How seldom it reads, where that is less often than one could. */
  readonly ms?: number;
  readonly children: ReactNode;
};

export function Reader({ opened, follows = false, ms = READ_MS, children }: Props) {
  const { lesson, source, turns, page } = opened;
  const told = useMemo<Reading>(
    () => ({
      run: (trace) => turns.inTurn(trace, ms),
      playhead: (gaze) => (follows ? gaze : turns.inTurn(gaze, ms)),
    }),
    [turns, follows, ms],
  );
  const read = useLesson(lesson, source, told);
  const workbench = useMemo(() => ({ ...read, ...page }), [read, page]);
  return <WorkbenchContext value={workbench}>{children}</WorkbenchContext>;
}
