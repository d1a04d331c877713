// Finds where WebSocket frames end in a stream of arbitrary chunks (RFC 6455 §5.2). It reads header lengths only:
// what a frame means, and whether it is allowed, is for ws to judge and for the trace's decoder to show.
import { KEPT_BYTES } from "./kept-bytes.ts";

/** `pieces` are one frame's bytes, up to those that a fact keeps; `size` is its true length. */
export type OnFrame = (pieces: readonly Buffer[], size: number) => void;

export type FrameSplitter = {
  readonly push: (chunk: Buffer) => void;
  /** The stream has ended: hands over what never became a whole frame, so that nothing is lost. */
  readonly end: () => void;
};

export function createFrameSplitter(onFrame: OnFrame): FrameSplitter {
  const header = Buffer.alloc(10);
  let headerBytes = 0;
  // Bytes of the frame still to come, or -1 while its header is incomplete.
  let left = -1;
  let pieces: Buffer[] = [];
  let size = 0;

  function take(chunk: Buffer, from: number, to: number): void {
    if (from === to) return;
    if (size < KEPT_BYTES)
      pieces.push(from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to));
    size += to - from;
  }

  function finish(): void {
    const whole = pieces;
    const length = size;
    pieces = [];
    size = 0;
    headerBytes = 0;
    left = -1;
    onFrame(whole, length);
  }

  return {
    push(chunk) {
      let from = 0;
      let offset = 0;
      while (offset < chunk.length) {
        if (left < 0) {
          header[headerBytes++] = chunk[offset++] ?? 0;
          left = bytesAfterHeader(header, headerBytes);
        }
        if (left > 0) {
          const read = Math.min(left, chunk.length - offset);
          offset += read;
          left -= read;
        }
        if (left !== 0) continue;
        take(chunk, from, offset);
        from = offset;
        finish();
      }
      take(chunk, from, offset);
    },
    end() {
      if (size > 0) finish();
    },
  };
}

// The four bytes of the masking key count as payload here: one place less to be cut in two.
function bytesAfterHeader(header: Buffer, have: number): number {
  if (have < 2) return -1;
  const second = header[1] ?? 0;
  const mask = second & 0x80 ? 4 : 0;
  const length = second & 0x7f;
  if (length < 126) return length + mask;
  if (length === 126) return have < 4 ? -1 : header.readUInt16BE(2) + mask;
  return have < 10 ? -1 : header.readUInt32BE(2) * 2 ** 32 + header.readUInt32BE(6) + mask;
}
