// Bytes as the trace keeps them: base64 of the first 64 KiB, and the true size.
import type { Bytes } from "#trace/event.ts";

/** How many bytes of one body or frame a fact keeps. */
export const KEPT_BYTES = 65_536;

/** Collects bytes that come in pieces. */
export type ByteKeeper = {
  readonly add: (piece: Buffer) => void;
  readonly kept: () => Bytes;
};

export function createByteKeeper(): ByteKeeper {
  const pieces: Buffer[] = [];
  let size = 0;
  return {
    add(piece) {
      if (size < KEPT_BYTES) pieces.push(piece);
      size += piece.length;
    },
    kept: () => keptBytes(pieces, size),
  };
}

/** @param size the true length in bytes, of which `pieces` hold at least what is to be kept */
export function keptBytes(pieces: readonly Buffer[], size: number): Bytes {
  const whole = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  return { base64: whole.toString("base64", 0, Math.min(whole.length, KEPT_BYTES)), size };
}
