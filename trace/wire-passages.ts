// Everything that passed on the connections of a trace, as one would count it: a packet with its attachments is one, a
// heartbeat is one, a control frame, a request without a packet. Packets are numbered as `emit` and `handled` do.
import type { EngineLayer } from "#trace/decode.ts";
import type { LinkId, Seq, SessionId, Trace } from "#trace/event.ts";
import type { FrameSource } from "#trace/frame.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import type { PacketReading } from "#trace/packet-text.ts";
import type { Problem } from "#trace/problem.ts";
import { type Assembly, assemble } from "#trace/socket-io-attachments.ts";
import {
  type Carrier,
  type Content,
  type WireEvent,
  type WireMessage,
  readMessages,
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
  /** The beginnings of it, which were listed until more came. */
  replaces: readonly Passage[];
}>;

/** One direction of one session. */
type Stream = {
  assembly: Assembly;
  /** A packet whose attachments have not all come. */
  waiting: Passage | undefined;
  packets: number | undefined;
  messages: number | undefined;
};
type Taken = Pick<Passage, "carried" | "completed" | "problem"> & Readonly<{ waits: boolean }>;

const read = growingList(readPassages);

/** All that passed by the end of a trace, in the order in which it became complete. */
export function passages(trace: Trace): readonly Passage[] {
  const all = read(trace);
  const replaced = new Set<Passage>();
  for (const { replaces } of all) for (const one of replaces) replaced.add(one);
  return replaced.size === 0 ? all : all.filter((one) => !replaced.has(one));
}

/** Reads a trace event by event: each gives what ends with it, and the beginnings that it adds to. */
export function readPassages(): Reader<Passage> {
  const messages = readMessages();
  const sessions = new Map<string, SessionId>();
  const old = new Set<string>();
  const streams = new Map<string, Stream>();
  const beginnings = new Map<WireMessage, Passage>();
  const streamOf = ({ event, from, sid }: WireMessage): Stream => {
    const key = `${from} ${sid ?? `link ${event.link}`}`;
    const start = sid !== undefined && old.has(sid) ? undefined : 0;
    const stream = streams.get(key) ?? newStream(start);
    streams.set(key, stream);
    return stream;
  };
  const passageOf = (taken: Omit<Taken, "waits">, replaces: readonly Passage[]): Passage => {
    const [first, ...more] = taken.carried;
    const { event, from, sid, carriers } = first.message;
    const session = sid === undefined ? undefined : sessions.get(sid);
    const began = carriers[0]?.event.seq ?? event.seq;
    const last = (more.at(-1) ?? first).message.event.seq;
    const { carried, completed, problem } = taken;
    const { client, link } = event;
    const about = { from, client, link, sid, session, first: began, last };
    return { ...about, carried, completed, problem, replaces };
  };
  const passed = (message: WireMessage): readonly Passage[] => {
    const { content, continues } = message;
    const beginning = continues === undefined ? undefined : beginnings.get(continues);
    if (continues !== undefined) beginnings.delete(continues);
    const replaced = beginning === undefined ? [] : [beginning];
    const stream = streamOf(message);
    if (content.content !== "packets") {
      if (content.content === "compressed") stream.packets = stream.messages = undefined;
      const own = { message, layer: undefined, index: 0 };
      const passage = passageOf(
        { carried: [own], completed: undefined, problem: undefined },
        replaced,
      );
      if (content.content === "fragment") beginnings.set(message, passage);
      return [passage];
    }
    return content.layers.map((layer, index) => {
      const { waiting } = stream;
      const { waits, ...taken } = take(stream, { message, layer, index });
      const goesOn = waiting !== undefined && taken.carried.length > 1;
      const passage = passageOf(taken, goesOn ? [...replaced, waiting] : replaced);
      if (layer.packet.type === "message") stream.waiting = waits ? passage : undefined;
      return passage;
    });
  };
  return (event) => {
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap")
      for (const { sid, session } of event.checkpoint.sessions) {
        sessions.set(sid, session);
        old.add(sid);
      }
    return messages(event).flatMap(passed);
  };
}

const newStream = (start: 0 | undefined): Stream => ({
  assembly: undefined,
  waiting: undefined,
  packets: start,
  messages: start,
});

/** Adds one Engine.IO packet to its stream; gives what is complete by it, or broken, or begun. */
function take(stream: Stream, own: Carried & Readonly<{ layer: EngineLayer }>): Taken {
  const { packet, socket } = own.layer;
  const alone: Taken = { carried: [own], completed: undefined, problem: undefined, waits: false };
  if (packet.type !== "message") return alone;
  if (stream.messages !== undefined) stream.messages++;
  const completed = (reading: Completed["reading"]): Completed => {
    if (stream.packets !== undefined) stream.packets++;
    return { reading, number: stream.packets, message: stream.messages };
  };
  if (socket.state === "packet" && socket.reading.state !== "whole") {
    stream.assembly = undefined;
    if (socket.reading.state === "wrong") return alone;
    return { ...alone, completed: completed(socket.reading) };
  }
  if (socket.state === "packet" && isAlone(stream, socket.reading))
    return { ...alone, completed: completed(socket.reading) };
  const assembling = assemble(stream.assembly, packet.data);
  stream.assembly = assembling.assembly;
  const [first = own, ...more] = stream.waiting?.carried ?? [];
  const carried = first === own ? alone.carried : ([first, ...more, own] as const);
  switch (assembling.state) {
    case "waiting":
      return { ...alone, carried, waits: true };
    case "refused":
      return { ...alone, problem: assembling.problem };
    case "packet": {
      const reading = { state: "whole", packet: assembling.packet } as const;
      return { ...alone, carried, completed: completed(reading) };
    }
    default:
      return assembling satisfies never;
  }
}

/** A packet without attachments, between others: there is nothing to assemble, and it need not be read twice. */
const isAlone = (
  { assembly }: Stream,
  reading: PacketReading,
): reading is Extract<PacketReading, { state: "whole" }> =>
  assembly === undefined && reading.state === "whole" && !("attachments" in reading.packet);

/** What carried it, each frame and HTTP message once. */
export function carriersOf({ carried }: Passage): readonly Carrier[] {
  const messages = [...new Set(carried.map(({ message }) => message))];
  return messages.flatMap(({ carriers }) => carriers);
}

/** What the first of it is. */
export const contentOf = ({ carried: [first] }: Passage): Content => first.message.content;

/** The event with the first of it. */
export const eventOf = ({ carried: [first] }: Passage): WireEvent => first.message.event;

/** Tells a passage from every other of its trace. */
export function keyOf({ first, carried: [{ index, message }] }: Passage): string {
  const [carrier] = message.carriers;
  return `${first}.${carrier?.by === "frame" ? carrier.frame.at : index}${carrier?.by === "bytes" ? "+" : ""}`;
}
