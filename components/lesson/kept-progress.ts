// What the learner has predicted, done and read, kept in the browser. What this page has written itself is looked at only
// as closely as drawing it needs; a file is read with the schema, which comes with it.
import type { Progress } from "./progress-schema.ts";

const VERSION = 1;
export const PROGRESS_KEY = "sockets-101:progress";

export const noProgress: Progress = { version: VERSION, lessons: {} };

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
    const kept = JSON.parse(text ?? "") as Progress;
    return kept.version === VERSION && Object.values(kept.lessons).every(isLesson)
      ? kept
      : undefined;
  } catch {
    return undefined;
  }
}

const isLesson = ({ predictions, done }: Progress["lessons"][string]): boolean =>
  Array.isArray(done) &&
  Object.values(predictions).every(({ said, was }) => Array.isArray(said) && Array.isArray(was));

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
