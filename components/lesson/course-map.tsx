// The map of the course: every lesson in its place, how long it takes, what there is to do in it and what it builds on.
// Its links are plain ones: a lesson's parts take over what the server drew, so a lesson begins with its page.
import { Fragment } from "react";
import styles from "./course-map.module.css";
import { LessonStanding } from "./lesson-standing.tsx";
import type { ToDo } from "./standing.ts";

export type MapLesson = {
  readonly number: number;
  readonly title: string;
  readonly about: string;
  readonly part: string;
  readonly buildsOn: readonly number[];
  /** Absent until it is written. */
  readonly written?: ToDo & { readonly minutes: number };
};

/** The anchor of a lesson on the map. */
export const lessonAnchor = (number: number): string => `lesson-${number}`;

export function CourseMap({ lessons }: { readonly lessons: readonly MapLesson[] }) {
  const parts = [...new Set(lessons.map(({ part }) => part))];
  return parts.map((part) => {
    const own = lessons.filter((lesson) => lesson.part === part);
    return (
      <section key={part} className={styles.part} aria-label={part}>
        <h2>{part}</h2>
        <ol start={own[0]?.number}>
          {own.map((lesson) => (
            <Row key={lesson.number} {...lesson} />
          ))}
        </ol>
      </section>
    );
  });
}

function Row({ number, title, about, buildsOn, written }: MapLesson) {
  return (
    <li id={lessonAnchor(number)} className={styles.lesson} data-written={written !== undefined}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <h3>{written ? <a href={`/learn/${written.slug}`}>{title}</a> : title}</h3>
        <p>{about}</p>
        <p className={styles.facts}>
          {written ? whatThereIs(written) : "Being written"}
          {buildsOn.length > 0 && " · builds on "}
          {buildsOn.map((one, index) => (
            <Fragment key={one}>
              <span className={styles.earlier}>
                <a href={`#${lessonAnchor(one)}`}>lesson {one}</a>
                {index < buildsOn.length - 1 && ","}
              </span>{" "}
            </Fragment>
          ))}
        </p>
      </div>
      {written && (
        <div className={styles.side}>
          <span className={styles.minutes}>{written.minutes} min</span>
          <LessonStanding {...written} />
        </div>
      )}
    </li>
  );
}

/** "7 predictions, 2 tasks, 1 exercise" */
function whatThereIs({ predictions, tasks, exercises }: ToDo): string {
  const counts = [
    counted(predictions.length, "prediction"),
    counted(tasks.length, "task"),
    counted(exercises.length, "exercise"),
  ];
  return counts.filter((text) => text !== "").join(", ");
}

const counted = (count: number, of: string): string =>
  count === 0 ? "" : `${count} ${of}${count === 1 ? "" : "s"}`;
