// Says that a limit bit, as a fact: at most once a second for each limit, since a flood should not drown the trace.
import type { Fact, TraceEvent } from "#trace/event.ts";
import type { Doing } from "./doing.ts";
import { limitSentence, type LimitName, type Limits } from "./limits.ts";

/** Returns the sentence, for the answer that the one who hit the limit gets. */
export type NoteLimit = (what: LimitName, doing?: Doing) => string;

export function createLimitNotes(to: {
  readonly append: (fact: Fact) => TraceEvent;
  readonly limits: Limits;
  readonly clock: () => number;
  readonly onLimit?: ((what: LimitName) => void) | undefined;
}): NoteLimit {
  const saidAt = new Map<LimitName, number>();
  return (what, doing) => {
    const text = limitSentence(what, to.limits);
    const now = to.clock();
    if (now - (saidAt.get(what) ?? -Infinity) < 1_000) return text;
    saidAt.set(what, now);
    to.append({ kind: "limit", what, text, ...doing });
    to.onLimit?.(what);
    return text;
  };
}
