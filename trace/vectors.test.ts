// Every row of vectors.jsonl: frames, polling payloads and accept keys captured between real endpoints (see README there).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { acceptFor } from "#trace/accept.ts";
import { decodePayload, decodePayloadV3, decodeEngineIoPacket } from "#trace/engine-io.ts";
import { type FrameSource, readFrames } from "#trace/frame.ts";
import { frameProblems } from "#trace/frame-rules.ts";
import { type Fragments, joinFrame } from "#trace/message.ts";
import { decodeSocketIo } from "#trace/socket-io.ts";
import { readUtf8 } from "#trace/utf8.ts";

type Row = Readonly<{
  src: string;
  kind: "ws-frame" | "polling-payload" | "accept";
  dir: "c2s" | "s2c";
  hex: string;
  fin: 0 | 1;
  rsv1: 0 | 1;
  opcode: number;
  masked: 0 | 1;
  len: number;
  text?: string;
  sio?: Readonly<Record<string, unknown>>;
  needsStreamContext?: true;
  packets: readonly string[];
  key: string;
  accept: string;
}>;

const rows: readonly Row[] = readFileSync(new URL("vectors/vectors.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);
const ofKind = (kind: Row["kind"]): readonly Row[] => rows.filter((row) => row.kind === kind);
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const sourceOf = (row: Row): FrameSource => (row.dir === "c2s" ? "client" : "server");
const frameOf = (row: Row) => {
  const { frames, leftover } = readFrames(bytesOf(row.hex), sourceOf(row));
  expect([frames.length, leftover.length]).toEqual([1, 0]);
  const [frame] = frames;
  if (frame === undefined) throw new Error("no frame");
  return frame;
};

// Two texts of the vectors (n1, n2: two thousand characters) were noted down only as far as this; their hex is whole.
const NOTED = 400;
const asNoted = (text: string): string => text.slice(0, NOTED);

describe("vectors.jsonl", () => {
  it("has the 418 rows of which none may be skipped", () => {
    expect([
      rows.length,
      ofKind("ws-frame").length,
      ofKind("polling-payload").length,
      ofKind("accept").length,
    ]).toEqual([418, 342, 35, 41]);
  });

  it("342 frames: header and payload of each", () => {
    let checked = 0;
    for (const row of ofKind("ws-frame")) {
      const frame = frameOf(row);
      const { fin, rsv1, opcode, masked, length } = frame.header;
      expect([Number(fin), Number(rsv1), opcode, Number(masked), length]).toEqual([
        row.fin,
        row.rsv1,
        row.opcode,
        row.masked,
        row.len,
      ]);
      expect(frame.missing).toBe(0);
      // A compressed payload (13 rows) is one stretch of a stream that began frames ago: its header only. It must be named so.
      if (row.needsStreamContext !== undefined) {
        const joining = joinFrame(undefined, frame);
        expect(joining).toMatchObject({ state: "message", message: { content: "compressed" } });
      } else if (row.text !== undefined)
        expect(asNoted(readUtf8(frame.payload).text)).toBe(row.text);
      checked++;
    }
    expect(checked).toBe(342);
  });

  it("the Socket.IO packets in the 188 frames whose text is there to be read", () => {
    let packets = 0;
    const refused: string[] = [];
    for (const row of ofKind("ws-frame")) {
      if (row.sio === undefined || row.needsStreamContext !== undefined) continue;
      const engine = decodeEngineIoPacket(readUtf8(frameOf(row).payload).text);
      if (engine.type !== "message" || typeof engine.data !== "string") throw new Error(row.hex);
      const decoded = decodeSocketIo(engine.data);
      if (decoded.ok) {
        expect(decoded.value).toEqual(row.sio);
        packets++;
      } else refused.push(`${row.src}: ${decoded.problem.text}`);
    }
    expect(packets + refused.length).toBe(188);
    // What the captures' own annotation read leniently, and the server did not.
    expect(refused).toMatchInlineSnapshot(`
      [
        "r03_fragmented: invalid payload: not JSON",
        "r07_invalid_utf8: invalid payload: not JSON",
        "r24_reserved_event: invalid payload: "disconnect" is a reserved event name",
        "r29_attachments_11: too many attachments: 11, at most 10",
      ]
    `);
  });

  it("the frames that broke a rule are named with their section, and no other frame is", () => {
    const broken = ofKind("ws-frame").flatMap((row) => {
      return frameProblems(frameOf(row)).map(
        (problem) => `${row.src} byte ${problem.at} ${problem.rule}: ${problem.text}`,
      );
    });
    expect(broken).toMatchInlineSnapshot(`
      [
        "r02_unmasked_client_frame byte 1 RFC 6455 §5.1: a client must mask every frame",
        "r06_reserved_opcode byte 0 RFC 6455 §5.2: opcode 3 is reserved",
        "r08_long_control byte 1 RFC 6455 §5.5: a control frame carries at most 125 bytes",
        "r09_fragmented_control byte 0 RFC 6455 §5.5: a control frame must not be fragmented",
        "r11_close_1005_invalid byte 6 RFC 6455 §7.4: close code 1005 must not be sent",
        "r12_close_1_byte byte 6 RFC 6455 §5.5.1: a close frame with content begins with a 2-byte code",
      ]
    `);
  });

  it("r03: three fragments with a ping between them are one message", () => {
    let fragments: Fragments;
    const states = ofKind("ws-frame")
      .filter((row) => row.src === "r03_fragmented" && row.dir === "c2s" && row.opcode !== 8)
      .map((row) => {
        const joining = joinFrame(fragments, frameOf(row));
        fragments =
          joining.state === "fragment" || joining.state === "control"
            ? joining.fragments
            : undefined;
        return joining.state === "message" && joining.message.content === "text"
          ? joining.message.text
          : joining.state;
      });
    expect(states).toMatchInlineSnapshot(`
      [
        "fragment",
        "fragment",
        "control",
        "42["hi",7]",
      ]
    `);
  });

  it("35 polling payloads, three of them Engine.IO v3", () => {
    let checked = 0;
    for (const row of ofKind("polling-payload")) {
      const { text } = readUtf8(bytesOf(row.hex));
      const parts = row.src === "v_eio3" ? decodePayloadV3(text) : decodePayload(text);
      expect(parts.map((part) => asNoted(part.text))).toEqual(row.packets.map(asNoted));
      expect(parts.some(({ packet }) => packet.type === "error")).toBe(false);
      checked++;
    }
    expect(checked).toBe(35);
  });

  it("41 Sec-WebSocket-Accept pairs", () => {
    const pairs = ofKind("accept");
    expect(pairs.map(({ key }) => acceptFor(key))).toEqual(pairs.map(({ accept }) => accept));
    expect(pairs.length).toBe(41);
  });
});
