// The answer to a question in the lesson's words, folded until the learner has seen it decided, or asks. A browser without
// JavaScript shows it whole.
"use client";
import { type ReactNode, useEffect, useState } from "react";
import { useProgress } from "./progress.tsx";
import styles from "./why.module.css";

type Props = {
  /** The id of the prediction, or of the task, that decides it. */
  readonly of: string;
  readonly children: ReactNode;
};

export function Why({ of, children }: Props) {
  const { answered, predictions, done } = useProgress();
  const isDecided = answered.has(of) || done.includes(of);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (isDecided) setOpen(true);
  }, [isDecided]);
  return (
    <details
      className={styles.why}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        {isDecided || predictions[of] ? "Why" : "Why: the answer in words. Guess first"}
      </summary>
      {children}
      <noscript>
        <style>{`.${styles.why}::details-content{content-visibility:visible}`}</style>
      </noscript>
    </details>
  );
}
