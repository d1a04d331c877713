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
export const TOO_MANY_REPORTS =
  "The clients of this page report too much at once. Some of what they said is missing here.";
