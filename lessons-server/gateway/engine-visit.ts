// A request on its way through Engine.IO, from where it came in to its answer, also while the program is being asked.
import type { IncomingMessage } from "node:http";
import type { HeldAnswer } from "./held-answer.ts";
import type { Exchange } from "./tape.ts";

export type Visit = {
  readonly exchange: Exchange;
  /** The part of the address before the program's own path. */
  readonly base: string;
  /** Undefined for an upgrade. */
  readonly answer: HeldAnswer | undefined;
  /** Goes on with it, unless its client has gone meanwhile. What is thrown costs this request only. */
  readonly resume: (work: () => void) => void;
};
export type Visits = WeakMap<IncomingMessage, Visit>;

/** @throws if the request did not come in by the door */
export function visitOf(visits: Visits, req: IncomingMessage): Visit {
  const visit = visits.get(req);
  if (!visit) throw new Error("Engine.IO has a request that did not come in by the door");
  return visit;
}
