// Frames from a stream of chunks: a TCP chunk is not a frame, one may hold several or a part of one.
import { type Frame, type FrameSource, readFrame } from "#trace/frame.ts";
import { readFrameHeader } from "#trace/frame-header.ts";

/** A whole frame, with its bytes exactly as they were on the wire. */
export type WireFrame = Readonly<{ frame: Frame; bytes: Uint8Array }>;

/** Takes chunks in order; gives each frame when its last byte has come. */
export type FrameReader = Readonly<{
  push(chunk: Uint8Array): readonly WireFrame[];
  /** Bytes of a frame that is not yet whole. */
  pending(): number;
}>;

/**
 * Reads the frames of one direction of one connection. `at` in a frame counts from the frame's own first byte.
 * Chunks are joined only once the frame they belong to is whole, so a large frame in small chunks stays linear.
 */
export function createFrameReader(from: FrameSource): FrameReader {
  let chunks: Uint8Array[] = [];
  let have = 0;
  let needs = 2;

  const next = (): WireFrame | undefined => {
    while (have >= needs) {
      const bytes = joined(chunks, have);
      chunks = [bytes];
      const reading = readFrameHeader(bytes);
      if (reading.state === "short") {
        needs = reading.needs;
        continue;
      }
      const whole = reading.header.size + reading.header.length;
      needs = whole;
      if (have < whole) return undefined;
      const own = bytes.slice(0, whole);
      const frame = readFrame(own, from);
      chunks = have > whole ? [bytes.subarray(whole)] : [];
      have -= whole;
      needs = 2;
      return frame.state === "frame" ? { frame: frame.frame, bytes: own } : undefined;
    }
    return undefined;
  };

  return {
    push(chunk) {
      if (chunk.length > 0) chunks.push(chunk);
      have += chunk.length;
      const frames: WireFrame[] = [];
      for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
      return frames;
    },
    pending: () => have,
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
