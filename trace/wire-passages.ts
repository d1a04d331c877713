// Everything that passed on the connections of a trace, as one would count it: a packet with its attachments is one, a
// heartbeat is one, a control frame, a request without a packet. Packets are numbered as `emit` and `handled` do.
import type { EngineLayer } from "#trace/decode.ts";
import type { LinkId, Seq, SessionId, Trace } from "#trace/event.ts";
import type { FrameSource } from "#trace/frame.ts";
import type { PacketReading } from "#trace/packet-text.ts";
import type { Problem } from "#trace/problem.ts";
import { type Assembly, assemble } from "#trace/socket-io-attachments.ts";
import {
  type Carrier,
  type Content,
  type WireMessage,
  wireMessages,
} from "#trace/wire-messages.ts";

/** An Engine.IO packet, the n-th (from 0) of what its message held, and what carried it. */
export type Carried = Readonly<{
  message: WireMessage;
  layer: EngineLayer | undefined;
  index: number;
}>;
/** A Socket.IO packet that is complete. `reading` has its attachments in place, or as much as was recorded. */
export type Completed = Readonly<{
  reading: Exclude<PacketReading, { state: "wrong" }>;
  /**
   * The n-th Socket.IO packet of this session in this direction, from 1, as `emit` and `handled` count them.
   * Unknown when earlier ones are in a gap or compressed.
   */
  number: number | undefined;
  /** The same for Engine.IO messages, up to its last: as a turn's trigger counts them. */
  message: number | undefined;
}>;
export type Passage = Readonly<{
  from: FrameSource;
  client: string;
  link: LinkId;
  sid: string | undefined;
  session: SessionId | undefined;
  /** The events with its first and its last byte. */
  first: Seq;
  last: Seq;
  /** More than one when attachments follow. */
  carried: readonly [Carried, ...Carried[]];
  completed: Completed | undefined;
  /** Why the other end refuses the Socket.IO packet, where its own text does not say so. */
  problem: Problem | undefined;
}>;

/** One direction of one session. */
type Stream = {
  assembly: Assembly;
  /** What has come of a packet whose attachments have not all come. */
  waiting: readonly Carried[];
  packets: number | undefined;
  messages: number | undefined;
};
type Taken = Readonly<{
  carried: readonly Carried[];
  completed?: Completed;
  problem?: Problem;
}>;

/** All that passed, in the order in which it became complete; last, what never did. */
export function passages(trace: Trace): readonly Passage[] {
  const { sessions, old } = sessionsBySid(trace);
  const streams = new Map<string, Stream>();
  const found: Passage[] = [];
  const add = ({ carried: [first, ...more], completed, problem }: Taken): void => {
    if (first === undefined) return;
    const { event, from, sid, carriers } = first.message;
    const last = (more.at(-1) ?? first).message.event.seq;
    const session = sid === undefined ? undefined : sessions.get(sid);
    const began = carriers[0]?.event.seq ?? event.seq;
    const { client, link } = event;
    const about = { from, client, link, sid, session, first: began, last };
    found.push({ ...about, carried: [first, ...more], completed, problem });
  };
  for (const message of wireMessages(trace)) {
    const { event, from, sid, content } = message;
    const key = `${from} ${sid ?? `link ${event.link}`}`;
    const start = sid !== undefined && old.has(sid) ? undefined : 0;
    const stream = streams.get(key) ?? newStream(start);
    streams.set(key, stream);
    if (content.content !== "packets") {
      if (content.content === "compressed") stream.packets = stream.messages = undefined;
      add({ carried: [{ message, layer: undefined, index: 0 }] });
      continue;
    }
    for (const [index, layer] of content.layers.entries())
      for (const taken of take(stream, { message, layer, index })) add(taken);
  }
  for (const { waiting } of streams.values()) add({ carried: waiting });
  return found;
}

const newStream = (start: 0 | undefined): Stream => ({
  assembly: undefined,
  waiting: [],
  packets: start,
  messages: start,
});

/** Adds one Engine.IO packet to its stream; gives what is complete by it, or broken. */
function take(stream: Stream, own: Carried & { layer: EngineLayer }): readonly Taken[] {
  const { packet, socket } = own.layer;
  if (packet.type !== "message") return [{ carried: [own] }];
  if (stream.messages !== undefined) stream.messages++;
  const before = stream.waiting;
  const completed = (reading: Completed["reading"]): Completed => {
    if (stream.packets !== undefined) stream.packets++;
    return { reading, number: stream.packets, message: stream.messages };
  };
  if (socket.state === "packet" && socket.reading.state !== "whole") {
    Object.assign(stream, { assembly: undefined, waiting: [] });
    if (socket.reading.state === "wrong") return [{ carried: before }, { carried: [own] }];
    return [{ carried: before }, { carried: [own], completed: completed(socket.reading) }];
  }
  const assembling = assemble(stream.assembly, packet.data);
  stream.assembly = assembling.assembly;
  stream.waiting = assembling.state === "waiting" ? [...before, own] : [];
  switch (assembling.state) {
    case "waiting":
      return [];
    case "refused":
      return [{ carried: before }, { carried: [own], problem: assembling.problem }];
    case "packet": {
      const reading = { state: "whole", packet: assembling.packet } as const;
      return [{ carried: [...before, own], completed: completed(reading) }];
    }
    default:
      return assembling satisfies never;
  }
}

function sessionsBySid(trace: Trace) {
  const sessions = new Map<string, SessionId>();
  const old = new Set<string>();
  for (const event of trace) {
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap")
      for (const { sid, session } of event.checkpoint.sessions) {
        sessions.set(sid, session);
        old.add(sid);
      }
  }
  return { sessions, old };
}

/** What carried it, each frame and HTTP message once. */
export function carriersOf({ carried }: Passage): readonly Carrier[] {
  const messages = [...new Set(carried.map(({ message }) => message))];
  return messages.flatMap(({ carriers }) => carriers);
}

/** What the first of it is. */
export const contentOf = ({ carried: [first] }: Passage): Content => first.message.content;
