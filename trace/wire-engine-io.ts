// The Engine.IO layer: the one packet of a WebSocket message, or the packets of a polling payload with what parts them.
import { fromBase64 } from "#trace/base64.ts";
import { toBase64 } from "#trace/to-base64.ts";
import type { EngineLayer } from "#trace/decode.ts";
import type { EngineIoPacket } from "#trace/engine-io.ts";
import type { Problem } from "#trace/problem.ts";
import { readUtf8 } from "#trace/utf8.ts";
import { layHandshake } from "#trace/wire-handshake.ts";
import {
  BYTE,
  concatenated,
  createTiler,
  hexOf,
  type Layer,
  type Span,
  sized,
  type Standing,
  type Tiler,
} from "#trace/wire-layer.ts";
import type { WireMessage } from "#trace/wire-messages.ts";
import type { Carried, Passage } from "#trace/wire-passages.ts";

/** Where a packet's data stand in the layer: after its type, or in base64. */
export type DataPlace = Readonly<{ span: Span; how: Standing["how"] }>;
export type EngineIo = Readonly<{ layer: Layer; data: readonly DataPlace[] }>;

/** A message's bytes: the payload of a WebSocket message, or the body of an HTTP message. */
export type Body = Readonly<{ message: WireMessage; bytes: Uint8Array }>;

/** The packets of a passage among what else their messages held. `standings` are those of all the bodies together. */
export function engineIoLayer(
  { carried }: Passage,
  bodies: readonly Body[],
  standings: readonly Standing[],
): EngineIo {
  const tiler = createTiler();
  const problems: Problem[] = [];
  const data: DataPlace[] = [];
  for (const { message, bytes } of bodies) {
    const start = tiler.at() / BYTE;
    const own = carried.filter((one) => one.message === message);
    if (bodies.length > 1)
      tiler.heads(
        `packet ${bodies.findIndex((body) => body.message === message) + 1} of ${bodies.length}`,
      );
    data.push(...layBody(tiler, { bytes, own, message, end: start + bytes.length }));
    for (const { layer } of own)
      problems.push(...problemsOf(layer).map((one) => ({ ...one, at: one.at + start })));
  }
  const packets = bodies.flatMap(({ message }) => layersOf(message)).length;
  const isPolling = bodies.some(({ message }) => message.event.kind !== "frame");
  const layer: Layer = {
    layer: "engine.io",
    title: isPolling ? "Engine.IO payload" : packets > 1 ? "Engine.IO packets" : "Engine.IO packet",
    bytes: concatenated(bodies.map(({ bytes }) => bytes)),
    parts: tiler.parts(problems),
    standings,
    note: isPolling && packets > 1 ? `${packets} packets in one payload` : undefined,
  };
  return { layer, data };
}

const layersOf = ({ content }: WireMessage): readonly EngineLayer[] =>
  content.content === "packets" ? content.layers : [];

function problemsOf(layer: EngineLayer | undefined): readonly Problem[] {
  if (layer?.packet.type === "error") return [layer.packet.problem];
  if (layer?.packet.type === "open" && !layer.packet.handshake.ok)
    return [layer.packet.handshake.problem];
  return [];
}

type Laid = Readonly<{
  bytes: Uint8Array;
  own: readonly Carried[];
  message: WireMessage;
  /** The byte of the layer after the last of this body. */
  end: number;
}>;

function layBody(tiler: Tiler, { bytes, own, message, end }: Laid): readonly DataPlace[] {
  const data: DataPlace[] = [];
  const start = end - bytes.length;
  const within = (size: number): number => Math.max(0, Math.min(size, end - tiler.at() / BYTE));
  const isPolling = message.event.kind !== "frame";
  for (const [index, layer] of layersOf(message).entries()) {
    const at = isPolling ? start + layer.at : start;
    layBetween(tiler, bytes.subarray(tiler.at() / BYTE - start, at - start));
    const size = within(isPolling ? layer.size : bytes.length);
    if (own.some((one) => one.index === index)) data.push(layPacket(tiler, layer, size));
    else if (size > 0)
      tiler.bytes(size, {
        name: "another packet",
        shown: shortened(layer.text),
        isOther: true,
        says: "Another packet of the same payload, opened by itself.",
      });
  }
  const rest = bytes.subarray(tiler.at() / BYTE - start);
  if (rest.length > 0)
    tiler.bytes(rest.length, {
      name: "not read",
      shown: shortened(readUtf8(rest).text),
      says: "The parser stops at the first packet that breaks a rule.",
    });
  return data;
}

function layBetween(tiler: Tiler, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const { text } = readUtf8(bytes);
  if (text === "\x1e")
    tiler.text(text, {
      name: "separator",
      shown: "\\x1e",
      says: "The character U+001E parts two packets of a payload. JSON never holds it unescaped.",
    });
  else
    tiler.text(text, {
      name: "length",
      says: "Engine.IO 3 writes before each packet how many characters it has.",
    });
}

const TYPES: Readonly<Record<Exclude<EngineIoPacket["type"], "error">, string>> = {
  open: "The server opens the session and says how it is to be kept alive.",
  close: "The sender ends the session.",
  ping: "Are you there? The server asks every pingInterval, and closes what does not answer. To the upgrade’s probe it is the client’s question.",
  pong: "The answer to a ping.",
  message: "What follows is Socket.IO’s.",
  upgrade: "The client moves to this transport: everything goes over it from here on.",
  noop: "Nothing: it ends a waiting poll, so that the client may go on with the upgrade.",
};

function layPacket(tiler: Tiler, layer: EngineLayer, size: number): DataPlace {
  const { packet, text } = layer;
  const end = tiler.at() + size * BYTE;
  const rest = (): number => Math.max(0, (end - tiler.at()) / BYTE);
  const place = (how: DataPlace["how"], named: Parameters<Tiler["bytes"]>[1]): DataPlace => ({
    span: rest() > 0 ? tiler.bytes(rest(), named) : { from: tiler.at(), to: tiler.at() },
    how,
  });
  if (packet.type === "error")
    return place("whole", {
      name: "no packet",
      shown: shortened(text),
      says: "No Engine.IO packet begins like this.",
    });
  if (packet.type === "message" && typeof packet.data !== "string") {
    const bytes = packet.data;
    if (!text.startsWith("b"))
      return place("same", {
        name: "message",
        shown: hexOf(bytes),
        meaning: "bytes",
        says: "A binary frame is always a message: its bytes are the data, and there is no type before them.",
      });
    // Engine.IO 3 writes the type after the b: "b4".
    const mark = toBase64(fromBase64(text.slice(1))) === toBase64(bytes) ? "b" : text.slice(0, 2);
    tiler.text(mark, {
      name: "type",
      meaning: "message, bytes",
      says: "Polling carries text only. b says: bytes, written in base64.",
    });
    return place("base64", {
      name: "base64",
      shown: shortened(text.slice(mark.length)),
      meaning: sized(bytes.length),
      says: "The bytes of the message, six bits in each character.",
    });
  }
  tiler.text(text.slice(0, 1), { name: "type", meaning: packet.type, says: TYPES[packet.type] });
  if (packet.type === "open" && packet.handshake.ok) {
    const from = tiler.at();
    layHandshake(tiler, packet.data);
    return { span: { from, to: tiler.at() }, how: "whole" };
  }
  return place("same", {
    name: "data",
    shown: shortened(text.slice(1)),
    says:
      packet.type === "message"
        ? "A Socket.IO packet."
        : "“probe” tries the new transport before it is used: whoever gets it sends it back.",
  });
}

const LONGEST = 200;
/** A text for a part, cut where nobody reads on. */
export const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
