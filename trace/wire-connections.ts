// What passed, sorted by connection: an Engine.IO session from its first request on, whichever TCP connections it used, and
// beside them the requests that belong to no session.
import type { EventOf } from "#trace/event.ts";
import type { WireEvent } from "#trace/wire-messages.ts";
import { eventOf, type Passage } from "#trace/wire-passages.ts";

/** `passages` in order, at least one. */
export type Connection = Readonly<{
  key: string;
  client: string;
  /** "Alice", "Alice · connection 2", "Alice · other requests". */
  label: string;
  passages: readonly Passage[];
}>;
export type RequestOf = (answer: EventOf<"http.response">) => EventOf<"http.request"> | undefined;

/** Given all passages in order; of a client the first connection first. */
export function connectionsOf(
  all: readonly Passage[],
  requestOf: RequestOf,
): readonly Connection[] {
  const keys = new Map<Passage, string>();
  const byEvent = new Map<WireEvent, Passage>();
  const answers = new Map<number, EventOf<"http.response">>();
  for (const passage of all) {
    const { sid, client, link, carried } = passage;
    const event = eventOf(passage);
    keys.set(passage, sid === undefined ? `link ${link}` : `session ${client} ${sid}`);
    byEvent.set(event, passage);
    if (carried[0].layer?.packet.type === "open") {
      // The request that opens a session, and the 101 before its first frame, passed when it had no id yet.
      const answer = event.kind === "http.response" ? event : answers.get(link);
      const request = answer && requestOf(answer);
      for (const before of [answer, request]) {
        const early = before && byEvent.get(before);
        if (early !== undefined && early.sid === undefined)
          keys.set(early, keys.get(passage) ?? "");
      }
    }
    if (event.kind === "http.response") answers.set(link, event);
  }
  const groups = new Map<string, Passage[]>();
  for (const passage of all) {
    const key = keys.get(passage) ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [passage]);
    else group.push(passage);
  }
  return labelled(groups);
}

function labelled(groups: ReadonlyMap<string, readonly Passage[]>): readonly Connection[] {
  const counts = new Map<string, number>();
  return [...groups].map(([key, passages]) => {
    const { client = "", sid } = passages.at(-1) ?? {};
    const kind = sid === undefined ? "other requests" : "connection";
    const count = (counts.get(`${client} ${kind}`) ?? 0) + 1;
    counts.set(`${client} ${kind}`, count);
    const name = count === 1 && sid !== undefined ? client : `${client} · ${kind}`;
    return { key, client, label: count === 1 ? name : `${name} ${count}`, passages };
  });
}
