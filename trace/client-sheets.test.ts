import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { type Builder, build } from "#trace/builder.ts";
import { type ClientSheet, clientSheets } from "#trace/client-sheets.ts";
import { connectionWords, heartbeatWords, historyWords, passedWords } from "#trace/client-words.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { LinkId } from "#trace/event.ts";
import { withGap } from "#trace/testing/every-prefix.ts";
import { traffic } from "#trace/traffic.ts";

const sheet = (t: Builder, who: string): ClientSheet => {
  const found = clientSheets(t.trace()).find((one) => one.who === who);
  if (found === undefined) throw new Error(`there is no sheet of ${who}`);
  return found;
};
/** One Engine.IO packet in a frame of the first link, which is Alice's. */
const frame = (t: Builder, from: "client" | "server", text: string) => {
  const payload = new TextEncoder().encode(text);
  const key = from === "client" ? { key: Uint8Array.of(1, 2, 3, 4) } : {};
  const bytes = encodeFrame({ opcode: 1, payload, ...key });
  t.fact({
    kind: "frame",
    link: LinkId.parse(1),
    client: "Alice",
    from,
    bytes: { base64: toBase64(bytes), size: bytes.length },
  });
};

describe("a client's sheet", () => {
  it("is there for each of the scene before anything is heard", () => {
    const [zoe] = clientSheets([], ["Zoe"]);
    expect(zoe).toMatchObject({ who: "Zoe", its: undefined, history: [] });
    expect(zoe && connectionWords(zoe.connection)).toBe("has not connected");
  });

  it("has the names of the connection, and over what it travels", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    t.upgrades("Alice");
    const { its, transport, connection } = sheet(t, "Alice");
    expect(its).toMatchObject({ sid: "Alice-sid-1", upgraded: { link: 2 } });
    expect(its?.sockets).toMatchObject([{ nsp: "/", id: "Alice-id-1" }]);
    expect(transport).toBe("websocket");
    expect(connectionWords(connection)).toBe("connected");
  });

  it("stands once for each connection, with the account of the client on the first", () => {
    const t = build();
    t.connects("Alice");
    t.connects("Alice");
    expect(sheet(t, "Alice").history).not.toEqual([]);
    expect(sheet(t, "Alice · tab 2")).toMatchObject({ history: [], its: { sid: "Alice-sid-2" } });
  });

  it("keeps what was before: the connections that are over, and what the client said of them", () => {
    const t = build();
    t.connects("Alice");
    t.disconnects("Alice", "ping timeout");
    t.connects("Alice");
    const { before, history } = sheet(t, "Alice");
    expect(before).toMatchObject([{ sid: "Alice-sid-1", end: { reason: "ping timeout" } }]);
    expect(history.map(historyWords)).toEqual([
      "connected as Alice-id-1",
      "disconnected: ping timeout, will try again",
      "connected as Alice-id-2",
    ]);
  });

  it("goes with a client that was added to the scene, and stays with one of the scene", () => {
    const t = build();
    t.connects("Erin");
    t.disconnects("Erin");
    const gone = { state: "gone", why: "left" } as const;
    t.fact({ kind: "client", client: "Erin", nsp: "/", state: gone, buffered: 0 });
    expect(clientSheets(t.trace()).map(({ who }) => who)).toEqual([]);
    expect(clientSheets(t.trace(), ["Erin"]).map(({ who }) => who)).toEqual(["Erin"]);
  });

  it("tells what was done to it", () => {
    const t = build();
    t.connects("Alice");
    const slow = {
      kind: "disturbance",
      on: { side: "client", client: "Alice" },
      disturbance: { is: "latency", ms: 300, jitter: 0 },
    } as const;
    t.fact({ ...slow, phase: "begun" });
    expect(sheet(t, "Alice").suffers).toBe("slow: 300 ms");
    t.fact({ ...slow, phase: "ended" });
    expect(sheet(t, "Alice").suffers).toBeUndefined();
    expect(sheet(t, "Alice").history.map(historyWords).slice(-2)).toEqual([
      "is now slow: 300 ms",
      "no longer slow: 300 ms",
    ]);
  });
});

describe("what has passed on a connection", () => {
  it("is counted in Engine.IO packets and in bytes, over WebSocket and over polling", () => {
    for (const transport of ["websocket", "polling"] as const) {
      const t = build();
      t.connects("Alice", { transport });
      const before = sheet(t, "Alice").traffic;
      t.sends("Alice", "say", { args: ["hi"] });
      const { sent, received } = sheet(t, "Alice").traffic;
      // 42["say","hi"] is 14 bytes; a masked frame has 6 more.
      expect(sent.bytes - before.sent.bytes).toBe(transport === "polling" ? 14 : 20);
      expect(sent.packets - before.sent.packets).toBe(1);
      expect(received).toEqual(before.received);
    }
  });

  it("is each connection's own, and begins anew behind a gap", () => {
    const t = build();
    t.connects("Alice");
    t.connects("Bob");
    expect([...traffic(t.trace()).keys()]).toEqual(["Alice-sid-1", "Bob-sid-2"]);
    expect([...traffic(withGap(t.trace(), t.trace().length)).keys()]).toEqual([]);
  });

  it("is told in words", () => {
    expect(passedWords({ packets: 1, bytes: 12_345 })).toBe("1 packet, 12,345 bytes");
  });
});

describe("a heartbeat", () => {
  it("lasts from the server's ping to the client's pong", () => {
    const t = build();
    t.connects("Alice");
    for (const ms of [1, 9, 4]) {
      frame(t, "server", "2");
      t.waits(ms - 1);
      frame(t, "client", "3");
    }
    const { heartbeats } = sheet(t, "Alice").traffic;
    expect(heartbeats).toMatchObject({ last: { ms: 4 }, median: 4, count: 3, waits: undefined });
    expect(heartbeatWords(heartbeats)).toBe("last 4.0 ms, median 4.0 ms of 3");
  });

  it("that is not answered is waited for", () => {
    const t = build();
    t.connects("Alice");
    expect(heartbeatWords(sheet(t, "Alice").traffic.heartbeats)).toBe("no heartbeat yet");
    frame(t, "server", "2");
    const at = Math.round(t.trace().at(-1)?.at ?? 0);
    const { heartbeats } = sheet(t, "Alice").traffic;
    expect(heartbeatWords(heartbeats)).toBe(`a ping has waited for its pong since ${at} ms`);
  });

  it("is none of the probe's", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    t.upgrades("Alice");
    expect(sheet(t, "Alice").traffic.heartbeats.count).toBe(0);
  });
});
