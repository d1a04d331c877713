// WebSocket frames out of bytes (RFC 6455 §5). Total: any bytes give frames and what is left over; what is
// wrong with a frame is frame-rules.ts.
import { type FrameHeader, readFrameHeader } from "#trace/frame-header.ts";

/** Which end sent a frame: the masking rule depends on it (RFC 6455 §5.1). */
export type FrameSource = "client" | "server";

/** The meaning of the four opcode bits (RFC 6455 §5.2). */
export type Opcode = "continuation" | "text" | "binary" | "close" | "ping" | "pong" | "reserved";

/** One frame. Offsets are bytes from the start of what was read. */
export type Frame = Readonly<{
  at: number;
  from: FrameSource;
  header: FrameHeader;
  opcode: Opcode;
  /** The payload as on the wire, still masked. */
  masked: Uint8Array;
  /** The payload as it was meant. */
  payload: Uint8Array;
  /** Payload bytes that the header promises and that are not there. */
  missing: number;
}>;

/** A frame and the offset after it, or how many bytes its header needs. */
export type FrameReading =
  | Readonly<{ state: "frame"; frame: Frame; next: number }>
  | Readonly<{ state: "short"; needs: number }>;

/** Reads the frame at `at`. A frame cut short is still a frame, with `missing` above 0. */
export function readFrame(bytes: Uint8Array, from: FrameSource, at = 0): FrameReading {
  const reading = readFrameHeader(bytes, at);
  if (reading.state === "short") return reading;
  const { header } = reading;
  const start = at + header.size;
  const end = Math.min(bytes.length, start + header.length);
  const masked = bytes.slice(start, end);
  const payload = header.masked ? unmask(masked, header.key) : masked;
  const missing = header.length - masked.length;
  const opcode = opcodeOf(header.opcode);
  return {
    state: "frame",
    frame: { at, from, header, opcode, masked, payload, missing },
    next: end,
  };
}

/** Every frame in some bytes; the last may have bytes missing. `leftover` are bytes too few for a header. */
export function readFrames(
  bytes: Uint8Array,
  from: FrameSource,
): Readonly<{ frames: readonly Frame[]; leftover: Uint8Array }> {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const reading = readFrame(bytes, from, at);
    if (reading.state === "short") break;
    frames.push(reading.frame);
    at = reading.next;
  }
  return { frames, leftover: bytes.slice(at) };
}

/** Masking and unmasking, which are one thing: every byte XOR the key's byte at i modulo 4 (RFC 6455 §5.3). */
export function unmask(payload: Uint8Array, key: Uint8Array): Uint8Array {
  const plain = new Uint8Array(payload.length);
  for (let i = 0; i < payload.length; i++) plain[i] = (payload[i] as number) ^ (key[i & 3] ?? 0);
  return plain;
}

function opcodeOf(opcode: number): Opcode {
  switch (opcode) {
    case 0:
      return "continuation";
    case 1:
      return "text";
    case 2:
      return "binary";
    case 8:
      return "close";
    case 9:
      return "ping";
    case 10:
      return "pong";
    default:
      return "reserved";
  }
}
