// The lowest layer of a WebSocket message: its frames bit by bit (RFC 6455 §5.2), and above them what they carry, unmasked
// and joined.
import { fromBase64 } from "#trace/base64.ts";
import type { Frame, FrameSource, Opcode } from "#trace/frame.ts";
import { frameProblems } from "#trace/frame-rules.ts";
import type { FrameHeader } from "#trace/frame-header.ts";
import {
  BYTE,
  concatenated,
  createTiler,
  hexOf,
  type Layer,
  type Placed,
  type Span,
  sized,
  type Tiler,
} from "#trace/wire-layer.ts";
import type { Carrier, Content } from "#trace/wire-messages.ts";
import { type Payload, payloadLayer } from "#trace/wire-payload.ts";

export type FrameCarrier = Exclude<Carrier, { by: "http" }>;

/** The frames, one after another, and above them their payloads. */
export function frameLayers(
  carriers: readonly FrameCarrier[],
  content: Content,
): Readonly<{ frames: Layer; payload: Layer }> {
  const tiler = createTiler();
  const problems: Placed[] = [];
  const payloads: Payload[] = [];
  const bytes = carriers.map((carrier, i) => {
    if (carriers.length > 1) tiler.heads(`frame ${i + 1} of ${carriers.length}`);
    const start = tiler.at() / BYTE;
    if (carrier.by === "bytes") {
      layLeftover(tiler, carrier.bytes);
      const text = "too few bytes for a frame's header";
      problems.push({ at: start, text, rule: "RFC 6455 §5.2" });
      return carrier.bytes;
    }
    const { frame, event } = carrier;
    const refusals = content.content === "refused" ? [content.problem] : [];
    for (const problem of [...frameProblems(frame), ...refusals])
      problems.push({
        ...problem,
        at: problem.at - frame.at + start,
        part: PARTS.find(([words]) => words.test(problem.text))?.[1],
      });
    payloads.push({ frame, span: layFrame(tiler, frame, event.from) });
    const end = frame.at + frame.header.size + frame.masked.length;
    return fromBase64(event.bytes.base64).subarray(frame.at, end);
  });
  const frames: Layer = {
    layer: "frame",
    title: carriers.length > 1 ? "WebSocket frames" : "WebSocket frame",
    bytes: concatenated(bytes),
    parts: tiler.parts(problems),
    standings: [],
    note: missingNote(payloads.map(({ frame }) => frame)),
  };
  return { frames, payload: payloadLayer(payloads, content) };
}

/** Which part a rule of frames is about, where several share a byte. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/opcode|continuation|new message/, "opcode"],
  [/RSV|compressed/, "RSV1–3"],
  [/must (not )?mask/, "MASK"],
  [/length|at most/, "length"],
];

const missingNote = (frames: readonly Frame[]): string | undefined => {
  const missing = frames.reduce((sum, frame) => sum + frame.missing, 0);
  return missing === 0 ? undefined : `${sized(missing, "more byte")} not recorded`;
};

function layLeftover(tiler: Tiler, bytes: Uint8Array): void {
  tiler.bytes(bytes.length, {
    name: "no frame",
    shown: hexOf(bytes),
    says: "Bytes that are too few to be the header of a frame, which has at least 2.",
  });
}

const OPCODES: Readonly<Record<Opcode, readonly [string, string]>> = {
  continuation: ["continuation", "This frame goes on with the message that an earlier one began."],
  text: ["text frame", "A message of text begins: its payload is UTF-8."],
  binary: ["binary frame", "A message of bytes begins: an attachment, for Socket.IO."],
  close: ["close", "The sender closes the connection; the other end answers with the same."],
  ping: [
    "ping",
    "Are you there? WebSocket’s own, not the ping of Engine.IO, which is a text frame.",
  ],
  pong: ["pong", "The answer to a ping, with the same payload."],
  reserved: ["reserved", "No message has this opcode: it is kept for the future."],
};

/** Gives the payload's place. */
function layFrame(tiler: Tiler, frame: Frame, from: FrameSource): Span {
  const { header, opcode } = frame;
  tiler.bits(1, {
    name: "FIN",
    shown: header.fin ? "1" : "0",
    meaning: header.fin ? "the last" : "more follow",
    says: header.fin
      ? "This frame ends its message. Most messages are one frame."
      : "The message goes on in another frame: this is a fragment of it.",
  });
  tiler.bits(3, {
    name: "RSV1–3",
    shown: [header.rsv1, header.rsv2, header.rsv3].map(Number).join(""),
    meaning: header.rsv1 ? "compressed" : "",
    says: header.rsv1
      ? "RSV1 says that the message is compressed, if both ends agreed on permessage-deflate."
      : "Three bits for extensions. 0: none is used.",
  });
  const [meaning, says] = OPCODES[opcode];
  const code = header.opcode.toString(2).padStart(4, "0");
  tiler.bits(4, { name: "opcode", shown: code, meaning, says });
  tiler.bits(1, {
    name: "MASK",
    shown: header.masked ? "1" : "0",
    meaning: header.masked ? "masked" : "not masked",
    says: header.masked
      ? "The payload is masked. Every client masks, so that what a page sends can never pass for another protocol on the way."
      : `The payload is as it is meant.${from === "server" ? " A server never masks." : ""}`,
  });
  layLength(tiler, header);
  if (header.masked)
    tiler.bytes(4, {
      name: "masking key",
      shown: hexOf(header.key),
      says: "Four bytes, new at random for each frame. Byte i of the payload is XORed with byte i modulo 4 of the key.",
    });
  return layPayload(tiler, frame);
}

function layLength(tiler: Tiler, header: FrameHeader): void {
  const { length, lengthBits } = header;
  const short = lengthBits === 7 ? length : lengthBits === 16 ? 126 : 127;
  tiler.bits(7, {
    name: "length",
    shown: short.toString(2).padStart(7, "0"),
    meaning: lengthBits === 7 ? sized(length) : `${short}: see next`,
    says:
      lengthBits === 7
        ? "How many bytes the payload has. Up to 125 fit here."
        : `${short} does not fit a length of its own: the length is in the next ${lengthBits / BYTE} bytes.`,
  });
  if (lengthBits === 7) return;
  const digits = length.toString(16).padStart(lengthBits / 4, "0");
  tiler.bits(lengthBits, {
    name: "extended length",
    shown: digits.replace(/(..)(?=.)/g, "$1 "),
    meaning: sized(length),
    says: `How many bytes the payload has, as a number of ${lengthBits} bits, the highest first.`,
  });
}

function layPayload(tiler: Tiler, { header, masked, payload, missing }: Frame): Span {
  if (header.length === 0) return { from: tiler.at(), to: tiler.at() };
  const kept = missing > 0 ? `${masked.length} of ${sized(header.length)}` : sized(header.length);
  return tiler.bytes(masked.length, {
    name: "payload",
    shown: hexOf(masked),
    meaning: header.masked ? `${kept}, masked` : kept,
    says: header.masked
      ? `What is carried, masked: ${unmaskingOf({ header, masked, payload })}.`
      : "What is carried.",
  });
}

/** `c6 XOR f2 = 34 “4”, …`: the first bytes, unmasked before the reader's eyes. */
function unmaskingOf({ header, masked, payload }: Pick<Frame, "header" | "masked" | "payload">) {
  const steps = [...masked.subarray(0, 3)].map((byte, i) => {
    const plain = payload[i] ?? 0;
    const letter = plain > 0x20 && plain < 0x7f ? ` “${String.fromCharCode(plain)}”` : "";
    return `${hexOf(Uint8Array.of(byte))} XOR ${hexOf(header.key.subarray(i & 3, (i & 3) + 1))} = ${hexOf(Uint8Array.of(plain))}${letter}`;
  });
  return masked.length > 3 ? `${steps.join(", ")}, and so on` : steps.join(", ");
}
