// What a hint on a received event is worked out from, and which sending a packet came of.
import type { Claim } from "#protocol/exercise.ts";
import type { Delivery } from "#trace/delivery.ts";
import { matches } from "../verdict.ts";
import type { SeenPacket } from "../wire.ts";
import type { CheckRun } from "./run.ts";

export type Receives = Extract<Claim, { receives: unknown }>["receives"];
/** What a hint on an event needs: the run, the claim, what was sent of it, and what came of that where. */
export type Told = {
  readonly run: CheckRun;
  readonly claim: Receives;
  readonly sent: readonly Delivery[];
  readonly came: readonly SeenPacket[];
};

/** The sending that a packet came of. */
export function sendingOf(
  sent: readonly Delivery[],
  { seq, client, values }: SeenPacket,
): Delivery | undefined {
  const earlier = sent.filter(
    (one) =>
      one.seq <= seq &&
      one.outcomes.some(
        (outcome) => outcome.client === client && outcome.result.result !== "not-sent",
      ),
  );
  const same = earlier.findLast(
    ({ sent: what }) =>
      what.what === "event" && values !== undefined && matches(what.args ?? [], values),
  );
  return same ?? earlier.at(-1);
}
