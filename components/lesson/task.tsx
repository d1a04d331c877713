// Something to do, which turns green by itself when the trace says that it is done.
"use client";
import { type ReactNode, useContext, useEffect, useMemo } from "react";
import { onNeed } from "#components/playground/on-need.ts";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import type { SeenClaim } from "#protocol/exercise.ts";
import { isSending } from "#trace/delivery-at.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import { useProgress } from "./progress.tsx";
import styles from "./task.module.css";

type Props = {
  readonly id: string;
  /** What must have happened: of a sending, by one turn of the program. */
  readonly until: SeenClaim;
  /** Whose packet must have set off the sending. */
  readonly from?: string;
  readonly children: ReactNode;
};

const NONE = [] as const;
const NO_TRACE: Trace = [];
const useTried = onNeed(() => import("./tried.ts").then(({ tried }) => tried));

const isRefusal = (event: TraceEvent): boolean =>
  event.kind === "client" && event.state.state === "refused";

export function Task({ id, until, from, children }: Props) {
  const workbench = useContext(WorkbenchContext);
  const { done, keepDone } = useProgress();
  const clients = workbench?.lessonRun.clients ?? NONE;
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const isOfBytes = "passes" in until;
  const tried = useTried(
    isOfBytes ? trace.length > 0 : trace.some((event) => isSending(event) || isRefusal(event)),
  );
  const last = useMemo(
    () => tried?.(trace, { until, from, people: clients.map(({ name }) => name) }),
    [tried, trace, until, from, clients],
  );
  const holds = last?.holds === true;
  const isDone = holds || done.includes(id);

  useEffect(() => {
    if (holds) keepDone(id);
  }, [holds, keepDone, id]);

  return (
    <div className={styles.task} data-done={isDone} role="group" aria-label="Task">
      <span className={styles.box} aria-hidden="true" />
      <div>
        {children}
        <p className={styles.state} role="status">
          {isDone
            ? "Done: the run has shown it."
            : (last?.words ?? "Not done yet. It turns green by itself.")}
        </p>
      </div>
    </div>
  );
}
