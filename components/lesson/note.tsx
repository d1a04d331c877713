// A kind correction: what learners' notes often say, and what happens.
import type { ReactNode } from "react";
import styles from "./note.module.css";

type Props = {
  readonly kind: "misconception";
  /** The words of the notes. */
  readonly says: string;
  readonly children: ReactNode;
};

export function Note({ says, children }: Props) {
  return (
    <aside className={styles.note}>
      <p className={styles.head}>You may have read</p>
      <blockquote className={styles.says}>“{says}”</blockquote>
      <p className={styles.head}>What happens</p>
      {children}
    </aside>
  );
}
