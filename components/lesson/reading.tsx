// Comes with the first scroll: follows the reader through the sections, and sums up at the end what was done.
"use client";
import { useEffect } from "react";
import { keepPlace } from "./keep-place.ts";
import styles from "./reading.module.css";
import { standingOf, type ToDo } from "./standing.ts";
import { useKeptProgress } from "./use-kept-progress.ts";

export function Reading(toDo: ToDo) {
  const { slug, predictions, tasks, exercises } = toDo;
  useEffect(() => keepPlace(slug), [slug]);
  const progress = useKeptProgress();
  if (!progress) return null;
  const { right, predicted, done, of } = standingOf(progress, toDo);
  const solved = progress.lessons[slug]?.done ?? [];
  const doneOf = (ids: readonly string[]) => ids.filter((id) => solved.includes(id)).length;
  const rows = [
    { what: "Predictions decided", done: predicted, of: predictions.length },
    { what: "of them right at the first guess", done: right, of: predicted },
    { what: "Tasks done", done: doneOf(tasks), of: tasks.length },
    { what: "Exercises solved", done: doneOf(exercises), of: exercises.length },
  ];
  return (
    <section className={styles.tally} aria-label="What you have done here">
      <p>
        {done === of
          ? "This lesson is done."
          : done === 0
            ? "Nothing is done in this lesson yet. What there is to do:"
            : `Of what there is to do in this lesson, ${done} of ${of} is done.`}
      </p>
      <dl>
        {rows
          .filter((row) => row.of > 0)
          .map((row) => (
            <div key={row.what}>
              <dt>{row.what}</dt>
              <dd>
                {row.done} of {row.of}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
