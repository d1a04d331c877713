// A lesson as the site shows it. While it is written it may be broken: then it is the one of before, or none, and what
// is wrong.
import { type WrittenLesson, writtenLessons } from "./course.ts";
import { type LessonInWriting, lessonInWriting } from "./lesson-in-writing.ts";
import { type LoadedLesson, loadLesson } from "./load-lesson.ts";

const opened = new Map<string, Promise<LessonInWriting>>();

/** @throws LessonError, but for development, where it is the `fault` */
export function openLesson(slug: string): Promise<LessonInWriting> {
  if (process.env.NODE_ENV === "development") return lessonInWriting(slug);
  const lesson = opened.get(slug) ?? whole(slug);
  opened.set(slug, lesson);
  return lesson;
}

const whole = async (slug: string): Promise<LessonInWriting> => ({
  lesson: await loadLesson(slug),
  fault: undefined,
});

/** A lesson in its place, with what it holds. */
export type OpenLesson = WrittenLesson & { readonly lesson: LoadedLesson };

/** Those that are written and whole, in order. @throws LessonError */
export async function openLessons(): Promise<readonly OpenLesson[]> {
  const all = await Promise.all(
    writtenLessons.map(async (place) => ({ place, ...(await openLesson(place.slug)) })),
  );
  return all.flatMap(({ place, lesson }) => (lesson ? [{ ...place, lesson }] : []));
}
