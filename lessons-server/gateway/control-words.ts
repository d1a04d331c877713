// What a page is told when it cannot have what it asks for, or has lost what it had.
import { type Lost, STOPPING } from "./sandboxes.ts";

export const LOST_TO: Record<Lost, string> = {
  taken: "Another tab has taken this lesson over. Press Run to have it here again",
  unused: "This page was not used for long, so its sandbox was given back. Press Run for another",
  stopping: STOPPING,
};
export const NOT_OPEN = "This page has no sandbox yet. Reload it.";
export const NOTHING_RUNS = "Nothing has run in this sandbox yet. Press Run first.";
export const SUPERSEDED = "This run was stopped before it began.";
export const TOO_OFTEN = "The page asks for too much at once. Wait a moment, then try again.";
export const SETTLING = "The page waits for quiet already.";
export const LOST =
  "The process that ran your program was lost. It has been started again, from its source.";

const ORDINALS = ["next", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** What a page shows at this place. */
export function placeInWords(place: number): string {
  const ordinal = ORDINALS[place - 1];
  const where = ordinal
    ? `You are ${ordinal} in the queue`
    : `You are number ${place} in the queue`;
  return `All sandboxes are in use. ${where}: your turn comes by itself`;
}
