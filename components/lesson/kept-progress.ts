// What the learner has predicted, done and read, kept in the browser. Keys are the ids of predictions, tasks and
// exercises in their lesson: those that a lesson no longer has are kept, in case it has them again.
import * as z from "zod/mini";

export const PROGRESS_VERSION = 1;
export const PROGRESS_KEY = "sockets-101:progress";

const Words = z.array(z.string());
const Prediction = z.object({
  said: Words,
  was: Words,
  /** Whether the first guess of all was right. */
  first: z.optional(z.boolean()),
});
const LessonProgress = z.object({ predictions: z.record(z.string(), Prediction), done: Words });

export const Progress = z.object({
  version: z.literal(PROGRESS_VERSION),
  lessons: z.record(z.string(), LessonProgress),
  /** The section where each lesson was left; empty above the first. */
  places: z.optional(z.record(z.string(), z.string())),
  /** The lesson that was read last. */
  last: z.optional(z.string()),
});

export type Prediction = z.infer<typeof Prediction>;
export type LessonProgress = z.infer<typeof LessonProgress>;
export type Progress = z.infer<typeof Progress>;

export const noProgress: Progress = { version: PROGRESS_VERSION, lessons: {} };

type Read = { readonly text: string | null; readonly progress: Progress };
let read: Read = { text: null, progress: noProgress };
const listeners = new Set<() => void>();

/** The same object until something changes. Whatever cannot be read is as if it were not there. */
export function progress(): Progress {
  const text = stored(PROGRESS_KEY, read.text);
  if (text !== read.text) read = { text, progress: parsedProgress(text) ?? noProgress };
  return read.progress;
}

/** Called after each change, in another tab too; returns the stop. */
export function onProgress(tell: () => void): () => void {
  listeners.add(tell);
  window.addEventListener("storage", tell);
  return () => {
    listeners.delete(tell);
    window.removeEventListener("storage", tell);
  };
}

export function keepProgress(next: Progress): void {
  const before = stored(PROGRESS_KEY, null);
  // A later version of this page may have written it: it is put aside, and not lost.
  if (before !== null && parsedProgress(before) === undefined)
    store(`${PROGRESS_KEY}-unread`, before);
  const text = JSON.stringify(next);
  const isKept = store(PROGRESS_KEY, text);
  read = { text: isKept ? text : before, progress: next };
  for (const tell of listeners) tell();
}

/** Undefined if it is none of ours. */
export function parsedProgress(text: string | null): Progress | undefined {
  try {
    return Progress.safeParse(JSON.parse(text ?? "null")).data;
  } catch {
    return undefined;
  }
}

/** Tells whether the browser keeps it: where storage is refused or full, things hold as long as the page does. */
export function store(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** `otherwise` where storage is refused. */
export function stored(key: string, otherwise: string | null): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return otherwise;
  }
}
