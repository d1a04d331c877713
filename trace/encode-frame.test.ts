import { expect, it } from "vitest";
import { encodeFrame } from "#trace/encode-frame.ts";
import { readFrame } from "#trace/frame.ts";
import { frameProblems } from "#trace/frame-rules.ts";

it.each([0, 1, 125, 126, 65535, 65536, 70000])(
  "a frame of %d bytes reads back as it was",
  (length) => {
    const payload = Uint8Array.from({ length }, (_, i) => i & 0xff);
    for (const key of [undefined, Uint8Array.of(1, 2, 3, 4)]) {
      const bytes = encodeFrame({ opcode: 2, payload, ...(key === undefined ? {} : { key }) });
      const reading = readFrame(bytes, key === undefined ? "server" : "client");
      expect(reading).toMatchObject({
        state: "frame",
        frame: { opcode: "binary", missing: 0 },
        next: bytes.length,
      });
      expect(reading.state === "frame" && frameProblems(reading.frame)).toEqual([]);
      expect(
        reading.state === "frame" &&
          Buffer.from(reading.frame.payload).equals(Buffer.from(payload)),
      ).toBe(true);
    }
  },
);
