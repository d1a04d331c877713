// What passed, sorted by connection: an Engine.IO session from its first request on, whichever TCP connections it used, and
// beside them the requests that belong to no session.
import type { EventOf, LinkId } from "#trace/event.ts";
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

/** An Engine.IO session by its sid, or a link. */
type Key = string | LinkId;

/** Given all passages in order; of a client the first connection first. */
export function connectionsOf(
  all: readonly Passage[],
  requestOf: RequestOf,
): readonly Connection[] {
  const early = beginnings(all, requestOf);
  const groups = new Map<Key, Passage[]>();
  for (const passage of all) {
    const key = passage.sid ?? early.get(eventOf(passage)) ?? passage.link;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [passage]);
    else group.push(passage);
  }
  return labelled(groups);
}

/** The request that opens a session, and the 101 before its first frame: they passed when it had no id yet. */
function beginnings(all: readonly Passage[], requestOf: RequestOf): ReadonlyMap<WireEvent, string> {
  const early = new Map<WireEvent, string>();
  const answers = new Map<LinkId, EventOf<"http.response">>();
  for (const passage of all) {
    const { sid, link, carried } = passage;
    const event = eventOf(passage);
    if (event.kind === "http.response") answers.set(link, event);
    if (carried[0].layer?.packet.type !== "open" || sid === undefined) continue;
    const answer = answers.get(link);
    const request = answer && requestOf(answer);
    for (const before of [answer, request]) if (before !== undefined) early.set(before, sid);
  }
  return early;
}

function labelled(groups: ReadonlyMap<Key, readonly Passage[]>): readonly Connection[] {
  const counts = new Map<string, number>();
  return [...groups].map(([key, passages]) => {
    const { client = "" } = passages.at(-1) ?? {};
    const isSession = typeof key === "string";
    const kind = isSession ? "connection" : "other requests";
    const count = (counts.get(`${client} ${kind}`) ?? 0) + 1;
    counts.set(`${client} ${kind}`, count);
    const name = count === 1 && isSession ? client : `${client} · ${kind}`;
    const label = count === 1 ? name : `${name} ${count}`;
    return { key: isSession ? key : `link ${key}`, client, label, passages };
  });
}
