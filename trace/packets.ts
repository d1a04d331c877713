// The Socket.IO packets that passed on the wire, whole: fragments and attachments joined over events, over polling and
// WebSocket, in both directions.
import {
  decodeFrame,
  decodeRequest,
  decodeResponse,
  type EngineLayer,
  layerOf,
  type SocketLayer,
} from "#trace/decode.ts";
import { decodeEngineIoPacket } from "#trace/engine-io.ts";
import type {
  EventOf,
  LinkId,
  RequestId,
  Seq,
  SessionId,
  Trace,
  TraceEvent,
} from "#trace/event.ts";
import type { Frame } from "#trace/frame.ts";
import { sidAfter } from "#trace/link-session.ts";
import { type Fragments, joinFrame, type Message } from "#trace/message.ts";
import type { PacketReading } from "#trace/packet-text.ts";
import { type Assembling, type Assembly, assemble } from "#trace/socket-io-attachments.ts";

/** A Socket.IO packet with its attachments in place, or as much of it as was recorded. */
export type WirePacket = Readonly<{
  reading: Exclude<PacketReading, { state: "wrong" }>;
  from: "client" | "server";
  client: string;
  link: LinkId;
  session: SessionId | undefined;
  /** The events that carry it, and those with its first and its last byte. */
  parts: readonly Seq[];
  first: Seq;
  last: Seq;
  /**
   * The n-th Socket.IO packet of this session in this direction, from 1, as `emit` and `handled` count them.
   * Unknown when earlier ones are in a gap or compressed.
   */
  number: number | undefined;
  /** The same for Engine.IO messages, up to its last: as a turn's trigger counts them. */
  message: number | undefined;
}>;

type Wire = EventOf<"http.request"> | EventOf<"http.response"> | EventOf<"frame">;
type Piece = Readonly<{ event: Wire; from: "client" | "server"; sid: string | undefined }>;
/** One direction of one session. */
type Stream = {
  assembly: Assembly;
  parts: Seq[];
  packets: number | undefined;
  messages: number | undefined;
};

/** All complete Socket.IO packets of a trace, in the order in which they became complete. */
export function packets(trace: Trace): readonly WirePacket[] {
  const { note } = createPackets();
  return trace.flatMap(note);
}

/** The same event by event: `note` gives the packets that this event completes. */
export function createPackets(): Readonly<{ note(event: TraceEvent): readonly WirePacket[] }> {
  const sessions = new Map<string, SessionId>();
  const old = new Set<string>();
  const streams = new Map<string, Stream>();
  const pieces = createPieces();
  const streamOf = ({ event, from, sid }: Piece): Stream => {
    const key = `${from} ${sid ?? `link ${event.link}`}`;
    const start = sid !== undefined && old.has(sid) ? undefined : 0;
    const stream = streams.get(key) ?? {
      assembly: undefined,
      parts: [],
      packets: start,
      messages: start,
    };
    streams.set(key, stream);
    return stream;
  };
  const packetsIn = ({ piece, layers }: Layered): readonly WirePacket[] => {
    const stream = streamOf(piece);
    const { event, from, sid } = piece;
    if (layers === "unreadable") {
      Object.assign(stream, { packets: undefined, messages: undefined });
      return [];
    }
    return layers.flatMap((layer): WirePacket[] => {
      const taken = take(stream, layer, event.seq);
      if (taken === undefined) return [];
      const { reading, parts } = taken;
      const { client, link, seq: last } = event;
      const session = sid === undefined ? undefined : sessions.get(sid);
      const { packets: number, messages: message } = stream;
      const first = parts[0] ?? last;
      return [{ reading, from, client, link, session, parts, first, last, number, message }];
    });
  };
  return {
    note(event) {
      if (event.kind === "session.opened") sessions.set(event.sid, event.session);
      if (event.kind === "gap")
        for (const { sid, session } of event.checkpoint.sessions) {
          old.add(sid);
          sessions.set(sid, session);
        }
      return pieces(event).flatMap(packetsIn);
    },
  };
}

/** Adds one Engine.IO packet to its stream; gives the Socket.IO packet that it completes. */
function take(
  stream: Stream,
  { packet, socket }: EngineLayer,
  seq: Seq,
): Pick<WirePacket, "reading" | "parts"> | undefined {
  if (packet.type !== "message") return undefined;
  if (stream.messages !== undefined) stream.messages++;
  const parts = stream.parts.at(-1) === seq ? stream.parts : [...stream.parts, seq];
  stream.parts = [];
  if (socket.state === "packet" && socket.reading.state !== "whole") {
    stream.assembly = undefined;
    if (socket.reading.state === "wrong") return undefined;
    if (stream.packets !== undefined) stream.packets++;
    return { reading: socket.reading, parts: [seq] };
  }
  const assembling = assembled(stream.assembly, packet.data, socket);
  stream.assembly = assembling.assembly;
  if (assembling.state === "waiting") stream.parts = parts;
  if (assembling.state !== "packet") return undefined;
  if (stream.packets !== undefined) stream.packets++;
  return { reading: { state: "whole", packet: assembling.packet }, parts };
}

function assembled(assembly: Assembly, data: string | Uint8Array, socket: SocketLayer): Assembling {
  const read =
    socket.state === "packet" && socket.reading.state === "whole" && socket.reading.packet;
  // What is whole by itself has been read.
  if (assembly === undefined && read && read.type !== "BINARY_EVENT" && read.type !== "BINARY_ACK")
    return { state: "packet", packet: read, assembly };
  return assemble(assembly, data);
}

type Layered = Readonly<{ piece: Piece; layers: readonly EngineLayer[] | "unreadable" }>;

/** Event by event, the Engine.IO packets in a trace's wire events, each with its session's sid. */
function createPieces(): (event: TraceEvent) => readonly Layered[] {
  const sids = new Map<LinkId, string | undefined>();
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const fragments = new Map<string, Fragments>();
  const inFrame = (event: EventOf<"frame">, sid: string | undefined): readonly Layered[] => {
    const { from } = event;
    const key = `${event.link} ${from}`;
    return decodeFrame(event).frames.flatMap(({ frame, content }): Layered[] => {
      const begun = fragments.get(key);
      // What is all in one frame has been read.
      if (begun === undefined && content.content === "packet")
        return [{ piece: { event, from, sid }, layers: [content.layer] }];
      const joining = joinFrame(begun, frame);
      fragments.set(key, joining.fragments);
      if (joining.state !== "message") return [];
      return [{ piece: { event, from, sid }, layers: layersOf(joining.message, frame) }];
    });
  };
  return (event) => {
    if (event.kind === "gap")
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      return NONE;
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    switch (event.kind) {
      case "http.request":
        requests.set(event.request, event);
        return [{ piece: { event, from: "client", sid }, layers: decodeRequest(event).packets }];
      case "http.response": {
        const { target, packets: layers } = decodeResponse(event, requests.get(event.request));
        requests.delete(event.request);
        return [{ piece: { event, from: "server", sid: target?.sid ?? sid }, layers }];
      }
      case "frame":
        return inFrame(event, sid);
      default:
        return event satisfies never;
    }
  };
}

const NONE: readonly Layered[] = [];

function layersOf(message: Message, { at }: Frame): Layered["layers"] {
  switch (message.content) {
    case "compressed":
      return "unreadable";
    case "text":
      return [
        layerOf({
          packet: decodeEngineIoPacket(message.text),
          text: message.text,
          at,
          size: message.text.length,
        }),
      ];
    case "binary":
      return [
        layerOf({
          packet: decodeEngineIoPacket(message.bytes),
          text: "",
          at,
          size: message.bytes.length,
        }),
      ];
    case "cut": {
      const text = message.opcode === "text" ? new TextDecoder().decode(message.bytes) : "";
      const packet = decodeEngineIoPacket(message.opcode === "text" ? text : message.bytes);
      return [
        layerOf(
          { packet, text, at, size: message.bytes.length + message.missing },
          message.missing,
        ),
      ];
    }
    default:
      return message satisfies never;
  }
}
