// How far somebody is with a lesson: a projection of what is kept, and of what the lesson holds today. Pure.
import type { Progress } from "./progress-schema.ts";
import { isSame } from "./words.ts";

/** What there is to do in a lesson, by id. */
export type ToDo = {
  readonly slug: string;
  readonly predictions: readonly string[];
  readonly tasks: readonly string[];
  readonly exercises: readonly string[];
};

export type Standing = {
  readonly is: "new" | "begun" | "done";
  /** Of what there is to do, how much is done. */
  readonly done: number;
  readonly of: number;
  /** Of the predictions that a run has decided, how many were right at the first guess. */
  readonly right: number;
  readonly predicted: number;
};

export function standingOf(
  { lessons, places }: Progress,
  { slug, predictions, tasks, exercises }: ToDo,
): Standing {
  const own = lessons[slug] ?? { predictions: {}, done: [] };
  const decided = predictions.flatMap((id) => own.predictions[id] ?? []);
  const right = decided.filter(({ first, said, was }) => first ?? isSame(said, was)).length;
  const finished = [...tasks, ...exercises].filter((id) => own.done.includes(id)).length;
  const done = decided.length + finished;
  const of = predictions.length + tasks.length + exercises.length;
  const isNew = done === 0 && places?.[slug] === undefined;
  return {
    is: isNew ? "new" : done === of ? "done" : "begun",
    done,
    of,
    right,
    predicted: decided.length,
  };
}

type Place = {
  readonly slug: string;
  readonly title: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
};

/** Where the reader left; undefined if nowhere that is still there. A section that is gone is the lesson's beginning. */
export function leftAt<P extends Place>(
  { last, places }: Progress,
  lessons: readonly P[],
): { readonly lesson: P; readonly section?: Place["sections"][number] } | undefined {
  const lesson = lessons.find(({ slug }) => slug === last);
  if (!lesson) return undefined;
  const section = lesson.sections.find(({ id }) => id !== "" && id === places?.[lesson.slug]);
  return { lesson, ...(section && { section }) };
}
