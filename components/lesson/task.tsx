// Something to do, which turns green by itself when the trace says that it is done.
"use client";
import { type ReactNode, useContext, useEffect } from "react";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import type { Claim } from "#protocol/exercise.ts";
import { isSending } from "#trace/delivery-at.ts";
import type { Trace } from "#trace/event.ts";
import styles from "./task.module.css";
import { useProgress } from "./progress.tsx";
import { useSendings } from "./use-sendings.ts";
import { listed } from "./words.ts";

type Props = {
  readonly id: string;
  /** What one turn of the program must have done. */
  readonly until: Claim;
  /** Whose packet must have set it off. */
  readonly from?: string;
  readonly children: ReactNode;
};

const NONE = [] as const;
const NO_TRACE: Trace = [];

export function Task({ id, until: { receives }, from, children }: Props) {
  const workbench = useContext(WorkbenchContext);
  const { done, keepDone } = useProgress();
  const scene = workbench?.lessonRun.clients.map(({ name }) => name) ?? NONE;
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const read = useSendings(trace.some(isSending));
  const tries = (read?.sendings(trace, receives.event) ?? NONE).filter(
    (sending) => from === undefined || sending.from === from,
  );
  const holds = tries.some((sending) => read?.reachedExactly(sending, receives));
  const isDone = holds || done.includes(id);
  const last = tries.at(-1);
  const people = last ? [...new Set([...scene, ...last.got.keys()])] : NONE;

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
            : last
              ? `Last time ${receives.event} reached ${listed(people.filter((name) => last.got.has(name)))}.`
              : "Not done yet. It turns green by itself."}
        </p>
      </div>
    </div>
  );
}
