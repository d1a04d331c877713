// The Socket.IO packets that passed on the wire, whole: fragments and attachments joined over events, over polling and
// WebSocket, in both directions.
import {
  decodeFrame,
  decodeRequest,
  decodeResponse,
  type EngineLayer,
  layerOf,
} from "#trace/decode.ts";
import { decodeEngineIoPacket } from "#trace/engine-io.ts";
import type { EventOf, LinkId, RequestId, Seq, SessionId, Trace } from "#trace/event.ts";
import type { Frame } from "#trace/frame.ts";
import { sidAfter } from "#trace/link-session.ts";
import { type Fragments, joinFrame, type Message } from "#trace/message.ts";
import type { PacketReading } from "#trace/packet-text.ts";
import { type Assembly, assemble } from "#trace/socket-io-attachments.ts";

/** A Socket.IO packet with its attachments in place, or as much of it as was recorded. */
export type WirePacket = Readonly<{
  reading: Exclude<PacketReading, { state: "wrong" }>;
  from: "client" | "server";
  client: string;
  link: LinkId;
  session: SessionId | undefined;
  /** The events with its first and its last byte. */
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
  first: Seq | undefined;
  packets: number | undefined;
  messages: number | undefined;
};

/** All complete Socket.IO packets of a trace, in the order in which they became complete. */
export function packets(trace: Trace): readonly WirePacket[] {
  const found: WirePacket[] = [];
  const sessions = sessionsBySid(trace);
  const old = new Set(
    trace.flatMap((event) =>
      event.kind === "gap" ? event.checkpoint.sessions.map(({ sid }) => sid) : [],
    ),
  );
  const streams = new Map<string, Stream>();
  const streamOf = ({ event, from, sid }: Piece): Stream => {
    const key = `${from} ${sid ?? `link ${event.link}`}`;
    const start = sid !== undefined && old.has(sid) ? undefined : 0;
    const stream = streams.get(key) ?? {
      assembly: undefined,
      first: undefined,
      packets: start,
      messages: start,
    };
    streams.set(key, stream);
    return stream;
  };
  for (const { piece, layers } of pieces(trace)) {
    const stream = streamOf(piece);
    const { event, from, sid } = piece;
    if (layers === "unreadable") {
      Object.assign(stream, { packets: undefined, messages: undefined });
      continue;
    }
    for (const layer of layers) {
      const began = stream.first ?? event.seq;
      const reading = take(stream, layer, event.seq);
      if (reading === undefined) continue;
      const { client, link } = event;
      const session = sid === undefined ? undefined : sessions.get(sid);
      const { packets: number, messages: message } = stream;
      found.push({
        reading,
        from,
        client,
        link,
        session,
        first: began,
        last: event.seq,
        number,
        message,
      });
    }
  }
  return found;
}

function sessionsBySid(trace: Trace): ReadonlyMap<string, SessionId> {
  const sessions = new Map<string, SessionId>();
  for (const event of trace) {
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap")
      for (const { sid, session } of event.checkpoint.sessions) sessions.set(sid, session);
  }
  return sessions;
}

/** Adds one Engine.IO packet to its stream; gives the Socket.IO packet that it completes. */
function take(
  stream: Stream,
  { packet, socket }: EngineLayer,
  seq: Seq,
): WirePacket["reading"] | undefined {
  if (packet.type !== "message") return undefined;
  if (stream.messages !== undefined) stream.messages++;
  if (socket.state === "packet" && socket.reading.state !== "whole") {
    stream.assembly = undefined;
    stream.first = undefined;
    if (socket.reading.state === "wrong") return undefined;
    if (stream.packets !== undefined) stream.packets++;
    return socket.reading;
  }
  const assembling = assemble(stream.assembly, packet.data);
  stream.assembly = assembling.assembly;
  stream.first = assembling.state === "waiting" ? (stream.first ?? seq) : undefined;
  if (assembling.state !== "packet") return undefined;
  if (stream.packets !== undefined) stream.packets++;
  return { state: "whole", packet: assembling.packet };
}

type Layered = Readonly<{ piece: Piece; layers: readonly EngineLayer[] | "unreadable" }>;

/** The wire events of a trace with the Engine.IO packets in them, each with its session's sid. */
function* pieces(trace: Trace): Generator<Layered> {
  const sids = new Map<LinkId, string | undefined>();
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const fragments = new Map<string, Fragments>();
  for (const event of trace) {
    if (event.kind === "gap")
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      continue;
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    switch (event.kind) {
      case "http.request":
        requests.set(event.request, event);
        yield { piece: { event, from: "client", sid }, layers: decodeRequest(event).packets };
        break;
      case "http.response": {
        const { target, packets: layers } = decodeResponse(event, requests.get(event.request));
        requests.delete(event.request);
        yield { piece: { event, from: "server", sid: target?.sid ?? sid }, layers };
        break;
      }
      case "frame": {
        const key = `${event.link} ${event.from}`;
        for (const { frame } of decodeFrame(event).frames) {
          const joining = joinFrame(fragments.get(key), frame);
          fragments.set(key, joining.fragments);
          if (joining.state === "message")
            yield {
              piece: { event, from: event.from, sid },
              layers: layersOf(joining.message, frame),
            };
        }
        break;
      }
      default:
        event satisfies never;
    }
  }
}

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
