// Another progress in the place of the one there is: after a reset, or out of a file. What was there can be had back, after
// a reload too.
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

/** What was replaced last; undefined if it is back, or never was. */
export const progressBefore = (): Progress | undefined => parsedProgress(stored(BEFORE, before));

export function bringProgressBack(): void {
  const was = progressBefore();
  setAside("");
  if (was) keepProgress(was);
}
