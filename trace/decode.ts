// The layers of one event of the wire: frame or HTTP message, the Engine.IO packets in it, the Socket.IO packets in those.
// One event by itself: what is spread over several (fragments, attachments) is joined in packets.ts.
import { fromBase64 } from "#trace/base64.ts";
import {
  decodeEngineIoPacket,
  decodePayload,
  decodePayloadV3,
  type EngineIoPacket,
  type EngineIoPart,
} from "#trace/engine-io.ts";
import type { EventOf } from "#trace/event.ts";
import { type Frame, readFrames } from "#trace/frame.ts";
import {
  type EngineIoTarget,
  engineIoTarget,
  type HttpMessage,
  requestMessage,
} from "#trace/http.ts";
import { joinFrame } from "#trace/message.ts";
import { type PacketReading, readCutText, readWholeText } from "#trace/packet-text.ts";
import type { Problem } from "#trace/problem.ts";
import { readUtf8 } from "#trace/utf8.ts";

/** What an Engine.IO packet carries for Socket.IO. "attachment" belongs to a packet before it, or is another parser's. */
export type SocketLayer = Readonly<
  | { state: "none" }
  | { state: "packet"; reading: PacketReading }
  | { state: "attachment"; bytes: Uint8Array; missing: number }
>;
/** One Engine.IO packet. `at` and `size` are bytes of the payload it stood in. */
export type EngineLayer = Readonly<{
  packet: EngineIoPacket;
  text: string;
  at: number;
  size: number;
  socket: SocketLayer;
}>;

export type FrameContent = Readonly<
  | { content: "packet"; layer: EngineLayer; problems: readonly Problem[] }
  | { content: "fragment" | "control" | "compressed" }
  | { content: "refused"; problem: Problem }
>;
export type FrameLayer = Readonly<{ frame: Frame; content: FrameContent }>;

export type DecodedFrame = Readonly<{
  of: "frame";
  frames: readonly FrameLayer[];
  leftover: Uint8Array;
}>;
export type DecodedHttp = Readonly<{
  of: "http";
  message: HttpMessage;
  /** What the request's target says of Engine.IO; undefined for the learner's own routes. */
  target: EngineIoTarget | undefined;
  packets: readonly EngineLayer[];
}>;

const frames = new WeakMap<EventOf<"frame">, DecodedFrame>();
const requests = new WeakMap<EventOf<"http.request">, DecodedHttp>();

/** The layers of a frame event. The recorder writes one event a frame; any other bytes are read too. */
export function decodeFrame(event: EventOf<"frame">): DecodedFrame {
  return known(frames, event, () => {
    const read = readFrames(fromBase64(event.bytes.base64), event.from);
    return {
      of: "frame",
      frames: read.frames.map((frame) => ({ frame, content: contentOf(frame) })),
      leftover: read.leftover,
    };
  });
}

/** The layers of a request. Its body holds Engine.IO packets if it is a polling POST. */
export function decodeRequest(event: EventOf<"http.request">): DecodedHttp {
  return known(requests, event, () => {
    const message = requestMessage(event);
    const target = engineIoTarget(event.target);
    const packets =
      target?.transport === "polling" && event.method === "POST" ? layersOf(message, target) : [];
    return { of: "http", message, target, packets };
  });
}

function known<K extends object, V>(cache: WeakMap<K, V>, key: K, decode: () => V): V {
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const decoded = decode();
  cache.set(key, decoded);
  return decoded;
}

function contentOf(frame: Frame): FrameContent {
  // A continuation is refused only by those who know what came before it.
  if (frame.opcode === "continuation") return { content: "fragment" };
  const joining = joinFrame(undefined, frame);
  switch (joining.state) {
    case "control":
    case "fragment":
      return { content: joining.state };
    case "refused":
      return { content: "refused", problem: joining.problem };
    case "message": {
      const { message } = joining;
      if (message.content === "compressed") return { content: "compressed" };
      const missing = message.content === "cut" ? message.missing : 0;
      const start = frame.at + frame.header.size;
      const problems = message.problems.map((problem) => ({ ...problem, at: problem.at + start }));
      return { content: "packet", layer: layerOfMessage(frame, missing), problems };
    }
    default:
      return joining satisfies never;
  }
}

function layerOfMessage({ opcode, payload }: Frame, missing: number): EngineLayer {
  const encoded = opcode === "binary" ? payload : readUtf8(payload).text;
  const text = typeof encoded === "string" ? encoded : "";
  return layerOf(
    { packet: decodeEngineIoPacket(encoded), at: 0, size: payload.length + missing, text },
    missing,
  );
}

/** The Engine.IO packets of a polling body. */
export function layersOf({ body }: HttpMessage, target: EngineIoTarget): readonly EngineLayer[] {
  // The answer to a POST is not a payload; a body with an encoding, or of bytes, is not one that can be read here.
  if (body.text === undefined || body.bytes.length === 0) return [];
  const parts = target.version === "3" ? decodePayloadV3(body.text) : decodePayload(body.text);
  return parts.map((part, i) => layerOf(part, i === parts.length - 1 ? body.missing : 0));
}

/** An Engine.IO packet with what it carries. `missing` bytes of it were not recorded. */
export function layerOf(part: EngineIoPart, missing = 0): EngineLayer {
  return { ...part, socket: socketLayer(part.packet, missing) };
}

function socketLayer(packet: EngineIoPacket, missing: number): SocketLayer {
  if (packet.type !== "message") return { state: "none" };
  if (typeof packet.data !== "string") return { state: "attachment", bytes: packet.data, missing };
  return {
    state: "packet",
    reading: missing > 0 ? readCutText(packet.data) : readMessage(packet.data),
  };
}

// engine.io hands over `undefined` for a message without data, on which socket.io-parser throws.
function readMessage(data: string): PacketReading {
  if (data !== "") return readWholeText(data);
  const problem = {
    at: 0,
    text: "an Engine.IO message without data",
    rule: "Socket.IO protocol v5, Packet encoding",
  };
  return { state: "wrong", problem };
}
