// What came of the latest try at a task. Comes with the first thing that the program sends.
import { serverAcks } from "#checks/acks.ts";
import { refused } from "#checks/connections.ts";
import { type Judgement, judge } from "#checks/judge.ts";
import { passes } from "#checks/passes.ts";
import type { SeenClaim } from "#protocol/exercise.ts";
import type { Trace } from "#trace/event.ts";
import { reachedExactly, sendings } from "./sendings.ts";
import { named } from "./words.ts";

type Wanted = {
  readonly until: SeenClaim;
  readonly from: string | undefined;
  /** The clients of the scene. */
  readonly people: readonly string[];
};

/** `words`: what the latest try did instead; undefined when there was none. */
export type Tried = { readonly holds: boolean; readonly words: string | undefined };

export function tried(trace: Trace, { until, from, people }: Wanted): Tried {
  if ("acknowledges" in until) return judged(trace, serverAcks(until.acknowledges));
  if ("refused" in until) return judged(trace, refused(until.refused));
  if ("passes" in until) return judged(trace, passes(until.passes));
  const { receives } = until;
  const tries = sendings(trace, receives.event).filter(
    (sending) => from === undefined || sending.from === from,
  );
  const last = tries.at(-1);
  const known = [...new Set([...people, ...(last?.got.keys() ?? [])])];
  return {
    holds: tries.some((sending) => reachedExactly(sending, receives)),
    words:
      last &&
      `Last time ${receives.event} reached ${named(known.filter((name) => last.got.has(name)))}.`,
  };
}

function judged(trace: Trace, judgement: Judgement): Tried {
  const [verdict] = judge([judgement], { trace, clients: [] });
  if (!verdict) return { holds: false, words: undefined };
  const { ok, got, at } = verdict;
  return { holds: ok, words: at === undefined ? undefined : `Last time: ${got}.` };
}
