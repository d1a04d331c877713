// Where something is taught: a section of a lesson, or, until that is written, its place on the map of the course.
import { lessonsInOrder } from "./course.ts";
import type { OpenLesson } from "./open-lesson.ts";
import type { Section } from "./outline.ts";

export type Taught = {
  readonly href: string;
  readonly lesson: number;
  readonly title: string;
  /** Absent where it is the whole lesson. */
  readonly section?: string;
  readonly isWritten: boolean;
};

/** @param finds the section of the lesson, if it has one for this @throws when there is no lesson of that number */
export function taughtIn(
  lessons: readonly OpenLesson[],
  lesson: number,
  finds: (section: Section) => boolean,
): Taught {
  const opened = lessons.find(({ number }) => number === lesson);
  if (!opened) {
    const { title } = lessonsInOrder[lesson - 1] ?? {};
    if (title === undefined) throw new Error(`the course has no lesson ${lesson}`);
    return { href: `/learn#lesson-${lesson}`, lesson, title, isWritten: false };
  }
  const { slug, title } = opened;
  const section = opened.lesson.outline.sections.find((one) => one.id !== "" && finds(one));
  return {
    href: `/learn/${slug}${section ? `#${section.id}` : ""}`,
    lesson,
    title,
    ...(section && { section: section.title }),
    isWritten: true,
  };
}
