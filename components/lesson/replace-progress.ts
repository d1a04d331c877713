// Another progress in the place of the one there is: after a reset, or out of a file. What was there can be had back, after
// a reload too; and so can what that replaced.
import {
  keepProgress,
  parsedProgress,
  PROGRESS_KEY,
  progress,
  store,
  stored,
} from "./kept-progress.ts";
import type { Progress } from "./progress-schema.ts";

const BEFORE = `${PROGRESS_KEY}-before`;
/** Where storage is refused. */
let before: string | null = null;

function setAside(text: string): void {
  before = text;
  store(BEFORE, text);
}

export function replaceProgress(next: Progress): void {
  setAside(JSON.stringify(progress()));
  keepProgress(next);
}

/** What was replaced last; undefined if nothing was, or it was empty. */
export function progressBefore(): Progress | undefined {
  const was = parsedProgress(stored(BEFORE, before));
  const has = Object.keys({ ...was?.lessons, ...was?.places }).length > 0;
  return has ? was : undefined;
}

/** What is there now is set aside in its place. */
export function bringProgressBack(): void {
  const was = progressBefore();
  if (was) replaceProgress(was);
}
