// Where to begin, or to go on where one left.
"use client";
import styles from "./go-on.module.css";
import { leftAt } from "./standing.ts";
import { useKeptProgress } from "./use-kept-progress.ts";

type Lesson = {
  readonly slug: string;
  readonly title: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
};

/** `first` is where to begin. */
export function GoOn({
  lessons,
  first,
}: {
  readonly lessons: readonly Lesson[];
  readonly first: Lesson;
}) {
  const progress = useKeptProgress();
  const left = progress && leftAt(progress, lessons);
  const { slug, title } = left?.lesson ?? first;
  return (
    <p className={styles.goOn}>
      <a href={`/learn/${slug}${left?.section ? `#${left.section.id}` : ""}`}>
        {left ? "Go on where you left" : "Begin"}
      </a>
      <span>
        {title}
        {left?.section && <small>{left.section.title}</small>}
      </span>
    </p>
  );
}
