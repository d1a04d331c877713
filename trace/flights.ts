// The packets that set out on the wires of the stage, each by itself: an event to three clients is three of them. What
// Socket.IO sends by itself (CONNECT and the like) and heartbeats are none.
import { lastingRecords } from "#trace/delivery-at.ts";
import type { EventOf, Seq, SessionId, Trace } from "#trace/event.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";
import { upwards } from "#trace/upward.ts";

type Sending = EventOf<"emit"> | EventOf<"broadcast">;

export type Flight = Readonly<{
  /** Of the event it begins with; all that one broadcast sends have the same. */
  seq: Seq;
  /** Milliseconds since the run began. */
  at: number;
  direction: "up" | "down";
  session: SessionId;
  nsp: string;
  /** The event's name, or "ack". */
  label: string;
  /** The client whose doing it was, also through promises and timers; undefined if it was the program's own. */
  sender: string | undefined;
  /** The upward flight that was being handled when this was sent. */
  cause: Seq | undefined;
  /** It never left the server. */
  isDropped: boolean;
}>;

/** Those that set out after the event `after`, in order. */
export function flights(trace: Trace, after: number): readonly Flight[] {
  if ((trace.at(-1)?.seq ?? -1) <= after) return [];
  const records = lastingRecords(trace);
  const ups = upwards(trace);
  const causeOf = (sending: Sending): Seq | undefined => {
    const trigger = records.triggerOf(sending);
    if (trigger?.by !== "packet") return undefined;
    // Mostly one of the last.
    return ups.findLast(
      ({ session, message }) => session === trigger.session && message === trigger.packet,
    )?.seq;
  };
  const times = new Map<Seq, number>();
  const down: Flight[] = [];
  for (const event of trace) {
    if (event.seq <= after) continue;
    times.set(event.seq, event.at);
    if (event.kind !== "emit" && event.kind !== "broadcast") continue;
    const said = labelled(event);
    if (said === undefined) continue;
    const { seq, at } = event;
    const origin = records.originOf(event);
    const sender = origin === undefined ? undefined : records.clientOf(origin);
    const common = { seq, at, direction: "down", ...said, sender, cause: causeOf(event) } as const;
    for (const { session } of event.kind === "emit" ? [event.to] : event.to)
      down.push({ ...common, session, isDropped: records.dropped(seq, session) !== undefined });
  }
  const up = ups.flatMap(({ seq, session, nsp, event, client }): Flight[] => {
    const at = times.get(seq);
    if (at === undefined || session === undefined) return [];
    const label = event ?? "ack";
    const none = { cause: undefined, isDropped: false };
    return [{ seq, at, direction: "up", session, nsp, label, sender: client, ...none }];
  });
  return [...up, ...down].toSorted((a, b) => a.seq - b.seq);
}

/** Undefined for what Socket.IO sends by itself. */
function labelled({ packet }: Sending): Pick<Flight, "nsp" | "label"> | undefined {
  const reading = readPacketText(packet);
  if (reading.state === "wrong") return { nsp: "/", label: "unreadable" };
  const said = saidIn(reading);
  return said && { nsp: said.nsp, label: said.is === "ack" ? "ack" : said.event || "an event" };
}
