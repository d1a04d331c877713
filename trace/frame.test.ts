import { describe, expect, it } from "vitest";
import { closeIn } from "#trace/close.ts";
import { type Frame, readFrame, readFrames, unmask } from "#trace/frame.ts";
import { createFrameReader } from "#trace/frame-reader.ts";
import { frameProblems } from "#trace/frame-rules.ts";
import { seeded } from "#trace/testing/seeded.ts";

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const rulesOf = (hex: string, from: "client" | "server" = "server"): readonly string[] =>
  readFrames(bytesOf(hex), from).frames.flatMap((frame) =>
    frameProblems(frame).map(({ at, rule }) => `${at} ${rule}`),
  );
const only = (hex: string, from: "client" | "server"): Frame => {
  const reading = readFrame(bytesOf(hex), from);
  if (reading.state === "short") throw new Error("short");
  return reading.frame;
};

describe("a frame", () => {
  it("is read down to its bits: a client's masked hello", () => {
    expect(only("818b f2bf7cd8 c68d27fa9ada10b49d9d21", "client")).toEqual({
      at: 0,
      from: "client",
      header: {
        fin: true,
        rsv1: false,
        rsv2: false,
        rsv3: false,
        opcode: 1,
        masked: true,
        lengthBits: 7,
        length: 11,
        key: bytesOf("f2bf7cd8"),
        size: 6,
      },
      opcode: "text",
      masked: bytesOf("c68d27fa9ada10b49d9d21"),
      payload: new TextEncoder().encode('42["hello"]'),
      missing: 0,
    });
  });

  it("has its length in 7, 16 or 64 bits", () => {
    const sizes = [10, 200, 70000].map((length) => {
      const head =
        length < 126
          ? [length]
          : length < 65536
            ? [126, length >> 8, length & 255]
            : [127, 0, 0, 0, 0, 0, 1, 0x11, 0x70];
      const frame = readFrame(
        Uint8Array.from([0x81, ...head, ...new Uint8Array(length)]),
        "server",
      );
      return frame.state === "frame"
        ? [frame.frame.header.lengthBits, frame.frame.header.length, frame.frame.header.size]
        : [];
    });
    expect(sizes).toEqual([
      [7, 10, 2],
      [16, 200, 4],
      [64, 70000, 10],
    ]);
  });

  it("says goodbye with a code and a reason", () => {
    expect(closeIn(only("8805 03e8 627965", "server"))).toEqual({ code: 1000, reason: "bye" });
    expect(closeIn(only("8882 001d60f6 03f4", "client"))).toEqual({ code: 1001, reason: "" });
    expect(closeIn(only("8800", "server"))).toEqual({ code: undefined, reason: "" });
    expect(closeIn(only("8900", "server"))).toBeUndefined();
  });

  it("that the recorder cut says how much is missing, and breaks no rule by it", () => {
    const frame = only("817e 0100 414243", "server");
    expect(frame).toMatchObject({ missing: 253, payload: bytesOf("414243") });
    expect(frameProblems(frame)).toEqual([]);
  });
});

describe("what RFC 6455 forbids is named with its byte", () => {
  it.each([
    ["RSV2 set", "a100", "0 RFC 6455 §5.2"],
    ["opcode 11", "8b00", "0 RFC 6455 §5.2"],
    ["a masked server", "8180 00000000", "1 RFC 6455 §5.1"],
    ["a length not minimal in 16 bits", "817e 0001 41", "1 RFC 6455 §5.2"],
    ["a length not minimal in 64 bits", "817f 0000000000000001 41", "1 RFC 6455 §5.2"],
    ["a length with its highest bit set", "817f 8000000000000000", "2 RFC 6455 §5.2"],
    ["a ping in parts", "0900", "0 RFC 6455 §5.5"],
    ["a compressed ping", "c900", "0 RFC 7692 §6.1"],
    ["a close code that is for reports only", "8802 03ee", "2 RFC 6455 §7.4"],
    ["a close code below 1000", "8802 0001", "2 RFC 6455 §7.4"],
    ["half a close code", "8801 03", "2 RFC 6455 §5.5.1"],
    ["a close reason that is not UTF-8", "8804 03e8 41ff", "5 RFC 6455 §5.5.1"],
    ["the second frame of two", "8100 8b00", "2 RFC 6455 §5.2"],
  ])("%s", (_, hex, expected) => {
    expect(rulesOf(hex)).toContain(expected);
  });

  it("a client that does not mask", () => {
    expect(rulesOf("8100", "client")).toEqual(["1 RFC 6455 §5.1"]);
  });
});

describe("any bytes", () => {
  it("are frames and a remainder, never an exception", () => {
    const random = seeded(3);
    for (let i = 0; i < 3000; i++) {
      const bytes = Uint8Array.from({ length: random.below(40) }, () =>
        random.pick([0, 0x7e, 0x7f, 0xfe, 0xff, random.below(256)]),
      );
      const { frames, leftover } = readFrames(bytes, random.pick(["client", "server"]));
      const read = frames.reduce(
        (sum, { header, payload }) => sum + header.size + payload.length,
        0,
      );
      expect(read + leftover.length).toBe(bytes.length);
    }
  });
});

describe("a stream of chunks", () => {
  it("gives the same frames however it is cut", () => {
    const random = seeded(4);
    const frames = Array.from({ length: 60 }, () => {
      const payload = Uint8Array.from({ length: random.pick([0, 3, 125, 126, 400, 70000]) }, () =>
        random.below(256),
      );
      const key = Uint8Array.from({ length: 4 }, () => random.below(256));
      const { length } = payload;
      const head =
        length < 126
          ? [0x80 | length]
          : length < 65536
            ? [0xfe, length >> 8, length & 255]
            : [0xff, 0, 0, 0, 0, 0, 1, 0x11, 0x70];
      return Uint8Array.from([0x82, ...head, ...key, ...unmask(payload, key)]);
    });
    const stream = Buffer.concat(frames);
    for (let round = 0; round < 5; round++) {
      const reader = createFrameReader("client");
      const read: Uint8Array[] = [];
      for (let at = 0; at < stream.length; ) {
        const size = random.pick([1, 2, 7, 1000, 100000]);
        for (const { frame, bytes } of reader.push(
          Uint8Array.from(stream.subarray(at, at + size)),
        )) {
          expect(frame.missing).toBe(0);
          read.push(bytes);
        }
        at += size;
      }
      expect(reader.pending()).toBe(0);
      expect(read.map((bytes) => Buffer.from(bytes).toString("hex").slice(0, 60))).toEqual(
        frames.map((bytes) => Buffer.from(bytes).toString("hex").slice(0, 60)),
      );
    }
  });

  it("holds back a frame until its last byte", () => {
    const reader = createFrameReader("server");
    expect(reader.push(bytesOf("8103 41"))).toEqual([]);
    expect(reader.pending()).toBe(3);
    expect(reader.push(bytesOf("4243 8900")).map(({ frame }) => frame.opcode)).toEqual([
      "text",
      "ping",
    ]);
  });
});
