// What the learner has predicted and solved, kept in the browser for each lesson. Whatever cannot be read or written is
// as if it were not there.
"use client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import * as z from "zod/mini";

const VERSION = 1;
const KEY = "sockets-101:progress";

const Prediction = z.object({ said: z.array(z.string()), was: z.array(z.string()) });
const Lesson = z.object({
  predictions: z.record(z.string(), Prediction),
  done: z.array(z.string()),
});
const Kept = z.object({ version: z.literal(VERSION), lessons: z.record(z.string(), Lesson) });

export type Prediction = z.infer<typeof Prediction>;
type LessonProgress = z.infer<typeof Lesson>;
type Lessons = Readonly<Record<string, LessonProgress>>;

const nothing: LessonProgress = { predictions: {}, done: [] };
const noLessons: Lessons = {};

let read: { readonly text: string | null; readonly lessons: Lessons } = {
  text: null,
  lessons: noLessons,
};
const listeners = new Set<() => void>();

function lessons(): Lessons {
  const text = storedText();
  if (text !== read.text) read = { text, lessons: parse(text) };
  return read.lessons;
}

function storedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage is refused: what was read last is all there is.
    return read.text;
  }
}

function parse(text: string | null): Lessons {
  try {
    const kept = Kept.safeParse(JSON.parse(text ?? "null"));
    return kept.success ? kept.data.lessons : noLessons;
  } catch {
    return noLessons;
  }
}

function keep(slug: string, progress: LessonProgress): void {
  const changed = { ...lessons(), [slug]: progress };
  const text = JSON.stringify({ version: VERSION, lessons: changed });
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Storage is refused or full: it holds as long as the page does.
  }
  read = { text: storedText() ?? text, lessons: changed };
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  window.addEventListener("storage", tell);
  return () => {
    listeners.delete(tell);
    window.removeEventListener("storage", tell);
  };
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
  const all = useSyncExternalStore(subscribe, lessons, () => noLessons);
  const own = all[slug] ?? nothing;
  const now = useSyncExternalStore(
    subscribe,
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
      const now = lessons()[slug] ?? nothing;
      keep(slug, { ...now, predictions: { ...now.predictions, [id]: prediction } });
    },
    keepDone: (id: string) => {
      const now = lessons()[slug] ?? nothing;
      if (!now.done.includes(id)) keep(slug, { ...now, done: [...now.done, id] });
    },
  };
}
