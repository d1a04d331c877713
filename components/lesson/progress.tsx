// What the learner has predicted and solved of the lesson that the parts inside belong to.
"use client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { keepProgress, noProgress, onProgress, progress } from "./kept-progress.ts";
import type { LessonProgress, Prediction } from "./progress-schema.ts";
import { isSame } from "./words.ts";

const nothing: LessonProgress = { predictions: {}, done: [] };

const lessonNow = (slug: string): LessonProgress => progress().lessons[slug] ?? nothing;

function keep(slug: string, lesson: LessonProgress): void {
  const now = progress();
  keepProgress({ ...now, lessons: { ...now.lessons, [slug]: lesson } });
}

/** A guess that follows another does not change whether the first was right. */
function withFirst(prediction: Prediction, before: Prediction | undefined): Prediction {
  const { said, was, first } = before ?? prediction;
  return { ...prediction, first: first ?? isSame(said, was) };
}

/** The predictions that a run has decided since the page was opened, by lesson. */
let answered: Readonly<Record<string, ReadonlySet<string>>> = {};
const none: ReadonlySet<string> = new Set();

const LessonSlug = createContext("");

/** Names the lesson whose progress the parts inside keep. */
export function LessonProgressOf({
  slug,
  children,
}: {
  readonly slug: string;
  readonly children: ReactNode;
}) {
  return <LessonSlug value={slug}>{children}</LessonSlug>;
}

export function useProgress() {
  const slug = useContext(LessonSlug);
  const all = useSyncExternalStore(onProgress, progress, () => noProgress);
  const own = all.lessons[slug] ?? nothing;
  const now = useSyncExternalStore(
    onProgress,
    () => answered[slug] ?? none,
    () => none,
  );
  return {
    predictions: own.predictions,
    done: own.done,
    /** Those that a run has decided since the page was opened. */
    answered: now,
    keepPrediction: (id: string, prediction: Prediction) => {
      answered = { ...answered, [slug]: new Set([...(answered[slug] ?? none), id]) };
      const now = lessonNow(slug);
      const kept = withFirst(prediction, now.predictions[id]);
      keep(slug, { ...now, predictions: { ...now.predictions, [id]: kept } });
    },
    keepDone: (id: string) => {
      const now = lessonNow(slug);
      if (!now.done.includes(id)) keep(slug, { ...now, done: [...now.done, id] });
    },
  };
}
