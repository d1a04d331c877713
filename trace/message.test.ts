import { describe, expect, it } from "vitest";
import { readFrames } from "#trace/frame.ts";
import { type Fragments, type Joining, joinFrame } from "#trace/message.ts";

const joinAll = (hex: string): readonly Joining[] => {
  let fragments: Fragments;
  return readFrames(
    Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex")),
    "server",
  ).frames.map((frame) => {
    const joining = joinFrame(fragments, frame);
    fragments = joining.fragments;
    return joining;
  });
};

describe("messages", () => {
  it("are joined from fragments, with a ping let through between them", () => {
    expect(joinAll("0102 e282 8900 8001 ac")).toMatchObject([
      { state: "fragment" },
      { state: "control", frame: { opcode: "ping" } },
      { state: "message", message: { content: "text", text: "€", frames: 2, problems: [] } },
    ]);
  });

  it("may be bytes", () => {
    expect(joinAll("8202 0102")).toMatchObject([
      { message: { content: "binary", bytes: Uint8Array.of(1, 2) } },
    ]);
  });

  it("that are compressed are named so, not misread", () => {
    expect(joinAll("c103 323180")).toMatchObject([
      { message: { content: "compressed", opcode: "text" } },
    ]);
  });

  it("that the recorder cut are named so", () => {
    expect(joinAll("8105 4142")).toMatchObject([{ message: { content: "cut", missing: 3 } }]);
  });

  it("of text must be UTF-8, and the first wrong byte is named", () => {
    expect(joinAll("8104 3432 fffe")).toMatchObject([
      { message: { text: "42\ufffd\ufffd", problems: [{ at: 2, rule: "RFC 6455 §8.1" }] } },
    ]);
  });

  it.each([
    ["a continuation of nothing", "8000", 0],
    ["a new message inside another", "0100 8100", 2],
    ["a reserved opcode", "8300", 0],
  ])("are refused: %s", (_, hex, at) => {
    expect(joinAll(hex).at(-1)).toMatchObject({ state: "refused", problem: { at } });
  });
});
