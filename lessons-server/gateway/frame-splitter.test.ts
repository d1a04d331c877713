import { describe, expect, it } from "vitest";
import { createFrameSplitter } from "./frame-splitter.ts";
import { KEPT_BYTES } from "./kept-bytes.ts";

function frame(length: number, isMasked: boolean): Buffer {
  const mask = isMasked ? 0x80 : 0;
  const short = Buffer.from([0x82, mask | length]);
  const medium = Buffer.from([0x82, mask | 126, length >> 8, length & 0xff]);
  const long = Buffer.alloc(10);
  long.set([0x82, mask | 127]);
  long.writeUInt32BE(length, 6);
  const header = length < 126 ? short : length < 65_536 ? medium : long;
  return Buffer.concat([header, Buffer.from(isMasked ? "mask" : ""), Buffer.alloc(length, 7)]);
}

function split(chunks: readonly Buffer[]): { whole: Buffer; size: number }[] {
  const found: { whole: Buffer; size: number }[] = [];
  const splitter = createFrameSplitter((pieces, size) =>
    found.push({ whole: Buffer.concat(pieces), size }),
  );
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return found;
}

const frames = [0, 1, 125, 126, 300, 65_535, 65_536].flatMap((length) => [
  frame(length, false),
  frame(length, true),
]);
const stream = Buffer.concat(frames);

describe("a frame splitter", () => {
  it.each([1, 2, 3, 7, 1_460, 100_000])("finds the same frames in chunks of %i bytes", (step) => {
    const chunks: Buffer[] = [];
    for (let at = 0; at < stream.length; at += step) chunks.push(stream.subarray(at, at + step));
    const found = split(chunks);
    expect(found.map(({ size }) => size)).toEqual(frames.map((one) => one.length));
    for (const [i, { whole, size }] of found.entries()) {
      const kept = frames[i]?.subarray(0, whole.length);
      expect(whole.equals(kept ?? Buffer.alloc(0))).toBe(true);
      expect(whole.length).toBeGreaterThanOrEqual(Math.min(size, KEPT_BYTES));
    }
  });

  it("hands over the very buffers it was given, so that a broadcast is recognised", () => {
    const header = Buffer.from([0x81, 3]);
    const payload = Buffer.from("abc");
    let seen: readonly Buffer[] = [];
    const splitter = createFrameSplitter((pieces) => (seen = pieces));
    splitter.push(header);
    splitter.push(payload);
    expect(seen[0]).toBe(header);
    expect(seen[1]).toBe(payload);
  });

  it("hands over at the end what never became a frame", () => {
    expect(split([Buffer.from([0x81])])).toEqual([{ whole: Buffer.from([0x81]), size: 1 }]);
    expect(split([frame(300, true).subarray(0, 50)])[0]?.size).toBe(50);
  });

  it("does not hoard a frame that claims to be endless", () => {
    const claim = Buffer.concat([Buffer.from([0x82, 0x7f]), Buffer.alloc(8, 0x7f)]);
    const found = split([claim, ...Array.from({ length: 40 }, () => Buffer.alloc(10_000))]);
    expect(found[0]?.size).toBe(400_010);
    expect(found[0]?.whole.length).toBeLessThan(80_000);
  });
});
