import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import type { LinkId } from "#trace/event.ts";
import { linesPassed, said } from "#trace/said.ts";
import { toBase64 } from "#trace/to-base64.ts";

describe("what was said", () => {
  it("is the packets of a session, through polling and WebSocket, in order", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    t.upgrades("Alice");
    t.sends("Alice", "say", { args: ["hi"] });
    const all = said(t.trace());
    const texts = all.map(({ from, text }) => `${from}: ${text}`);
    expect(texts).toContain("client: 40");
    expect(texts).toContain('client: 42["say","hi"]');
    const passed = (client: string, ...lines: readonly string[]) =>
      linesPassed(all, client, lines).length;
    expect(passed("Alice", "server: 0{…", "client: 40", 'server: 40{"sid":…')).toBe(3);
    expect(passed("Alice", "client: 2probe", "server: 3probe", "client: 5")).toBe(3);
    expect(passed("Alice", "server: 3probe", "client: 2probe")).toBe(1);
    expect(passed("Bob", "client: 40")).toBe(0);
  });

  it("names control frames, fragments and requests", () => {
    const t = build();
    const link = 9 as LinkId;
    const frame = (from: "client" | "server", bytes: Uint8Array) =>
      t.fact({
        kind: "frame",
        link,
        client: "Eve",
        from,
        bytes: { base64: toBase64(bytes), size: bytes.length },
      });
    const text = (words: string) => new TextEncoder().encode(words);
    const key = Uint8Array.of(1, 2, 3, 4);
    frame("client", encodeFrame({ opcode: 1, payload: text("4"), key, fin: false }));
    frame("client", encodeFrame({ opcode: 9, payload: text("abc"), key }));
    frame("server", encodeFrame({ opcode: 10, payload: text("abc") }));
    frame("client", encodeFrame({ opcode: 0, payload: text("0"), key }));
    frame("server", encodeFrame({ opcode: 8, payload: Uint8Array.of(3, 234) }));
    frame("client", encodeFrame({ opcode: 8, payload: new Uint8Array(), key }));
    expect(said(t.trace()).map(({ from, text }) => `${from}: ${text}`)).toEqual([
      "client: fragment",
      "client: ping abc",
      "server: pong abc",
      "client: 40",
      "server: close 1002",
      "client: close",
    ]);
  });
});
