// Which clients have met the name of a room: it was among what they sent, or among what they were sent. Nothing else of a
// room leaves the server.
import type { EventOf, Seq, SessionId, Trace } from "#trace/event.ts";
import { readPacketText } from "#trace/packet-text.ts";
import { upwards } from "#trace/upward.ts";

/** The first time that a client sent a room's name, or was told it. */
export type RoomNews = Readonly<{
  client: string;
  way: "sent" | "told";
  /** In which event; undefined for an acknowledgement, and for what Socket.IO says by itself. */
  event: string | undefined;
  seq: Seq;
}>;

/** By the room's name: one entry for each client, in the order of the trace. */
export function roomNews(
  trace: Trace,
  rooms: ReadonlySet<string>,
): ReadonlyMap<string, readonly RoomNews[]> {
  const news = new Map<string, Map<string, RoomNews>>();
  if (rooms.size === 0) return new Map();
  const meet = (room: string, one: RoomNews): void => {
    const known = news.get(room) ?? new Map<string, RoomNews>();
    news.set(room, known);
    const before = known.get(one.client);
    if (before === undefined || one.seq < before.seq) known.set(one.client, one);
  };
  for (const { args, client, event, seq } of upwards(trace))
    for (const room of namesIn(args, rooms)) meet(room, { client, way: "sent", event, seq });
  const clients = new Map<SessionId, string>();
  for (const event of trace) {
    if (event.kind === "session.opened") clients.set(event.session, event.client);
    if (event.kind === "gap")
      for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
    if (event.kind !== "emit" && event.kind !== "broadcast") continue;
    const { name, data } = contentOf(event);
    const told = namesIn(data, rooms);
    if (told.length === 0) continue;
    for (const { session } of event.kind === "emit" ? [event.to] : event.to) {
      const client = clients.get(session);
      if (client === undefined) continue;
      for (const room of told) meet(room, { client, way: "told", event: name, seq: event.seq });
    }
  }
  const inOrder = (all: Iterable<RoomNews>): readonly RoomNews[] =>
    [...all].toSorted((a, b) => a.seq - b.seq);
  return new Map([...news].map(([room, known]) => [room, inOrder(known.values())]));
}

function contentOf({ packet }: EventOf<"emit"> | EventOf<"broadcast">) {
  const reading = readPacketText(packet);
  const read = reading.state === "whole" ? reading.packet : undefined;
  if (read === undefined || !("data" in read)) return { name: undefined, data: undefined };
  if (read.type !== "EVENT" && read.type !== "BINARY_EVENT")
    return { name: undefined, data: read.data };
  const [name, ...data] = read.data ?? [];
  return { name: name === undefined ? undefined : String(name), data };
}

// Names are found where programs put them; a packet of thousands of texts is not worth a frame of the screen.
const MOST = 200;
const DEEPEST = 4;

function namesIn(value: unknown, rooms: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  let looked = 0;
  const look = (one: unknown, depth: number): void => {
    if (++looked > MOST) return;
    if (typeof one === "string") {
      if (rooms.has(one)) found.add(one);
    } else if (typeof one === "object" && one !== null && depth < DEEPEST)
      for (const part of Object.values(one)) look(part, depth + 1);
  };
  look(value, 0);
  return [...found];
}
