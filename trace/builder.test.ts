import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { decodeFrame } from "#trace/decode.ts";
import { TraceEvent } from "#trace/event.ts";
import { frameProblems } from "#trace/frame-rules.ts";

describe("a trace built by hand", () => {
  it("is a trace: every event fits the schema, seq and at only grow", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    t.upgrades("Alice");
    t.waits(500);
    t.connects("Bob", { nsp: "/news" });
    t.enters("Bob", "/");
    t.joins("Bob", "room1");
    t.sends("Alice", "chat", { args: ["hi", Uint8Array.of(1)], ack: 3 });
    t.acks("Alice", 3);
    t.leaves("Bob", "room1");
    t.exits("Bob", "/news");
    t.disconnects("Alice");
    const trace = t.trace();
    trace.forEach((event, i) => {
      expect(TraceEvent.parse(event)).toEqual(event);
      expect(event.seq).toBe(i);
      expect(event.at).toBeGreaterThan(trace[i - 1]?.at ?? -1);
    });
  });

  it("writes frames that keep every rule of RFC 6455", () => {
    const t = build();
    t.connects("Alice");
    t.sends("Alice", "chat", { args: ["x".repeat(300)] });
    const problems = t
      .trace()
      .flatMap((event) =>
        event.kind === "frame"
          ? decodeFrame(event).frames.flatMap((layer) => frameProblems(layer.frame))
          : [],
      );
    expect(problems).toEqual([]);
  });

  it("chooses recipients as Socket.IO does: PROTOCOL 4.6, the matrix", () => {
    const t = build();
    for (const client of ["A", "B", "C", "D"]) t.connects(client);
    for (const client of ["A", "B", "C"]) t.joins(client, "room1");
    for (const client of ["C", "D"]) t.joins(client, "room2");
    const to = (options: Parameters<typeof t.broadcasts>[1]): string =>
      t
        .broadcasts("e", options)
        .to.map(({ session }) => "ABCD"[session - 1])
        .join("");
    expect([
      to({}),
      to({ except: ["A"] }),
      to({ rooms: ["room1"] }),
      to({ rooms: ["room1"], except: ["A"] }),
      to({ rooms: ["room2"] }),
      to({ rooms: ["room1", "room2"] }),
      to({ rooms: ["room1"], except: ["room2"] }),
      to({ except: ["room1"] }),
      to({ rooms: ["B"] }),
      to({ rooms: ["A"], except: ["A"] }),
      to({ rooms: ["none"] }),
      to({ nsp: "/chat" }),
    ]).toEqual(["ABCD", "BCD", "ABC", "BC", "CD", "ABCD", "AB", "D", "B", "", "", ""]);
  });

  it("numbers the packets of a session, and none for what was dropped", () => {
    const t = build();
    t.connects("Alice");
    const numbers = [
      t.emits("Alice", "a"),
      t.emits("Alice", "b", { drop: { Alice: "volatile" } }),
      t.emits("Alice", "c"),
    ].map((event) => (event.kind === "emit" ? event.to.packet : 0));
    // 1 was the CONNECT.
    expect(numbers).toEqual([2, 3, 3]);
  });

  it("refuses what cannot happen", () => {
    const t = build();
    expect(() => t.joins("Alice", "room1")).toThrow("Alice is not connected");
    t.connects("Alice");
    expect(() => t.enters("Alice", "/")).toThrow("Alice is in / already");
    t.disconnects("Alice");
    expect(() => t.sends("Alice", "x")).toThrow("Alice is not connected");
  });
});
