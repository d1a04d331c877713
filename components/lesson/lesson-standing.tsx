// How far the reader is with a lesson, on the map. Nothing where the page has no script.
"use client";
import styles from "./lesson-standing.module.css";
import { standingOf, type ToDo } from "./standing.ts";
import { useKeptProgress } from "./use-kept-progress.ts";

export function LessonStanding(toDo: ToDo) {
  const progress = useKeptProgress();
  if (!progress) return null;
  const { is, done, of, right, predicted } = standingOf(progress, toDo);
  return (
    <span className={styles.standing} data-is={is}>
      {is === "new" && "Not begun"}
      {is === "begun" && `Begun: ${done} of ${of}`}
      {is === "done" && "Done"}
      {predicted > 0 && <small>{`${right} of ${predicted} guessed right`}</small>}
    </span>
  );
}
