// What clients have lately sent and been sent: what each of them would see on a screen of its own. It looks at the last
// packets only, so that it can be asked at every frame of the screen.
import { sentOf } from "#trace/deliveries.ts";
import type { EventOf, Seq, SessionId, Trace } from "#trace/event.ts";
import type { Seat } from "#trace/seats.ts";
import { upwards } from "#trace/upward.ts";

export type Passage = Readonly<{
  seq: Seq;
  direction: "up" | "down";
  /** The event's name, or "ack". */
  label: string;
  /** Undefined when the recorder kept only the beginning. */
  args: readonly unknown[] | undefined;
  /** Of one that went up no more than "sent". "unheard": it arrived, and nothing listens for it. */
  became: "sent" | "received" | "unheard" | "dropped";
}>;

type Sending = EventOf<"emit"> | EventOf<"broadcast">;
type Place = Pick<Seat, "client" | "who" | "session">;
type Known = Readonly<{ client: string; sid: string }>;

/** How many sendings, and how many packets of clients, are looked at. */
const LOOKED_AT = 60;

/**
 * For each of the places by its `who`, the latest first, at most so many. Whatever a client's earlier connections had is
 * with its main place.
 */
export function lately(
  trace: Trace,
  places: readonly Place[],
  most: number,
): ReadonlyMap<string, readonly Passage[]> {
  const known = sessionsIn(trace);
  const bySession = new Map(places.map(({ session, who }) => [session, who]));
  const byName = new Map(
    places.flatMap(({ client, who }) => (client === who ? [[client, who]] : [])),
  );
  const whoOf = (session: SessionId): string | undefined =>
    bySession.get(session) ?? byName.get(known.get(session)?.client ?? "");
  const found = new Map<string, Passage[]>(places.map(({ who }) => [who, []]));
  for (const [session, passage] of [...downs(trace, known), ...ups(trace)].toSorted(
    ([, a], [, b]) => b.seq - a.seq,
  )) {
    const own = found.get(whoOf(session) ?? "");
    if (own !== undefined && own.length < most) own.push(passage);
  }
  return found;
}

function ups(trace: Trace): readonly (readonly [SessionId, Passage])[] {
  return upwards(trace)
    .slice(-LOOKED_AT)
    .flatMap(({ session, seq, event, args }) =>
      session === undefined
        ? []
        : [
            [
              session,
              { seq, direction: "up", label: event ?? "ack", args, became: "sent" },
            ] as const,
          ],
    );
}

/** From the end: what became of a sending stands behind it. */
function downs(
  trace: Trace,
  known: ReadonlyMap<SessionId, Known>,
): readonly (readonly [SessionId, Passage])[] {
  const listeners = new Map<string, number>();
  const dropped = new Set<string>();
  const found: (readonly [SessionId, Passage])[] = [];
  let left = LOOKED_AT;
  for (let i = trace.length - 1; i >= 0 && left > 0; i--) {
    const event = trace[i];
    if (event?.kind === "handled") listeners.set(`${event.sid} ${event.packet}`, event.listeners);
    else if (event?.kind === "dropped") dropped.add(`${event.of} ${event.session}`);
    if (event?.kind !== "emit" && event?.kind !== "broadcast") continue;
    const said = saidBy(event);
    if (said === undefined) continue;
    left--;
    for (const { session, packet } of event.kind === "emit" ? [event.to] : event.to) {
      const heard = listeners.get(`${known.get(session)?.sid} ${packet}`);
      const became = dropped.has(`${event.seq} ${session}`)
        ? "dropped"
        : heard === undefined
          ? "sent"
          : heard === 0
            ? "unheard"
            : "received";
      found.push([session, { seq: event.seq, direction: "down", ...said, became }]);
    }
  }
  return found;
}

/** Undefined for what Socket.IO sends by itself. */
function saidBy(event: Sending): Pick<Passage, "label" | "args"> | undefined {
  const sent = sentOf(event);
  if (sent === undefined) return undefined;
  if (sent.what === "unreadable") return { label: "unreadable", args: [] };
  return { label: sent.what === "ack" ? "ack" : sent.event || "an event", args: sent.args };
}

function sessionsIn(trace: Trace): ReadonlyMap<SessionId, Known> {
  const known = new Map<SessionId, Known>();
  for (const event of trace) {
    if (event.kind === "session.opened") known.set(event.session, event);
    else if (event.kind === "gap")
      for (const one of event.checkpoint.sessions) known.set(one.session, one);
  }
  return known;
}
