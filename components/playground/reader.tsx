// Part of the page with a workbench of its own: it reads what a run brings in its turn, and not when the others do.
"use client";
import { type ReactNode, useCallback, useMemo } from "react";
import type { Trace } from "#trace/event.ts";
import type { Lesson, LessonSource } from "./lesson.ts";
import type { Watched } from "./store.ts";
import type { Turns } from "./turns.ts";
import { useLesson } from "./use-lesson.ts";
import { type Workbench, WorkbenchContext } from "./workbench.ts";

/** What is read has been read again by then. */
const READ_MS = 100;

export type Reading = {
  readonly opened: Lesson;
  readonly source: LessonSource;
  readonly turns: Turns;
  /** What the page adds to the lesson. */
  readonly page: Pick<Workbench, "isLarge" | "enlarge" | "showStage" | "openExercise">;
};

/** `ms`: how seldom it reads, where that is less often than one could. */
export function Reader({
  reading: { opened, source, turns, page },
  ms = READ_MS,
  children,
}: {
  readonly reading: Reading;
  readonly ms?: number;
  readonly children: ReactNode;
}) {
  const inTurn = useCallback((run: Watched<Trace>) => turns.inTurn(run, ms), [turns, ms]);
  const lesson = useLesson(opened, source, inTurn);
  const workbench = useMemo(() => ({ ...lesson, ...page }), [lesson, page]);
  return <WorkbenchContext value={workbench}>{children}</WorkbenchContext>;
}
