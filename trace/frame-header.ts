// The header of one WebSocket frame (RFC 6455 §5.2, https://www.rfc-editor.org/rfc/rfc6455#section-5.2), bit by bit.
// It reads and does not judge: frame-rules.ts does.

/** A frame's header: 2 to 14 bytes. `length` is the payload's, in bytes; `size` the header's own. */
export type FrameHeader = Readonly<{
  fin: boolean;
  rsv1: boolean;
  rsv2: boolean;
  rsv3: boolean;
  opcode: number;
  masked: boolean;
  /** Which of the three ways the length is written in. */
  lengthBits: 7 | 16 | 64;
  length: number;
  /** The 4 masking bytes; empty when the frame is not masked. */
  key: Uint8Array;
  size: number;
}>;

/** A header, or how many bytes (from its first one) are needed before more can be said. */
export type HeaderReading =
  | Readonly<{ state: "header"; header: FrameHeader }>
  | Readonly<{ state: "short"; needs: number }>;

const NO_KEY = new Uint8Array(0);

/**
 * Reads the frame header that begins at `at` (RFC 6455 §5.2).
 * A length above 2^53 is rounded: no frame that long is ever complete.
 */
export function readFrameHeader(bytes: Uint8Array, at = 0): HeaderReading {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === undefined || second === undefined) return { state: "short", needs: 2 };
  const masked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const lengthBits = short === 126 ? 16 : short === 127 ? 64 : 7;
  const lengthBytes = lengthBits === 7 ? 0 : lengthBits / 8;
  const size = 2 + lengthBytes + (masked ? 4 : 0);
  if (bytes.length < at + size) return { state: "short", needs: size };
  const header: FrameHeader = {
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    rsv2: (first & 0x20) !== 0,
    rsv3: (first & 0x10) !== 0,
    opcode: first & 0x0f,
    masked,
    lengthBits,
    length: lengthBits === 7 ? short : bigEndian(bytes, at + 2, lengthBytes),
    key: masked ? bytes.slice(at + size - 4, at + size) : NO_KEY,
    size,
  };
  return { state: "header", header };
}

function bigEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value = value * 256 + (bytes[at + i] as number);
  return value;
}
