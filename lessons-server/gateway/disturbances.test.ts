import type { Socket as Client } from "socket.io-client";
import { afterEach, describe, expect, it } from "vitest";
import type { ClientDisturbance } from "#trace/disturbance.ts";
import type { TraceEvent } from "#trace/event.ts";
import { createDisturbances, type Disturbances } from "./disturbances.ts";
import { createRecorder } from "./recorder.ts";
import { handshakes, SANDBOX, type Rig, startRig } from "./testing/rig.ts";

let rig: Rig;
let disturbances: Disturbances;
afterEach(() => {
  // Who waits for the other's goodbye on a dead connection would wait for half a minute.
  disturbances.calm("Alice");
  return rig.stop();
});

async function start(options: Parameters<typeof startRig>[1] = {}): Promise<void> {
  const recorder = createRecorder();
  disturbances = createDisturbances(recorder.append);
  rig = await startRig(handshakes, { recorder, ways: disturbances.ways, ...options });
}

const WEBSOCKET = { transports: ["websocket"] };
const heard = (client: Client, event: string): Promise<unknown> =>
  new Promise((resolve) => void client.once(event, resolve));
async function alice(options: object = WEBSOCKET): Promise<Client> {
  const client = rig.client("/@Alice", options);
  await heard(client, "connect");
  return client;
}
const disturb = (disturbance: ClientDisturbance): void =>
  expect(disturbances.begin("Alice", disturbance)).toBeUndefined();
const phases = (): string[] =>
  rig.of("disturbance").map(({ phase, disturbance: { is } }) => `${is} ${phase}`);
/** What was recorded behind the beginning of the last disturbance. */
const since = (): readonly TraceEvent[] => {
  const trace = rig.recorder.trace();
  return trace.slice(trace.findLastIndex(({ kind }) => kind === "disturbance"));
};
const echoes = (client: Client, count: number): Promise<unknown[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => client.emitWithAck("echo", i)));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe("a client that is offline", () => {
  it("is cut off, tries again in vain, and is back when it is online", async () => {
    await start();
    const client = await alice({ ...WEBSOCKET, reconnection: true, reconnectionDelay: 20 });
    const left = heard(client, "disconnect");
    disturb({ is: "offline" });
    expect(await left).toBe("transport close");
    await heard(client.io as never, "reconnect_error");
    await heard(client.io as never, "reconnect_error");
    const kinds = since().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "link.opened" || kind === "http.request")).toEqual([]);
    const back = heard(client, "connect");
    disturbances.calm("Alice");
    await back;
    expect(await echoes(client, 1)).toEqual([0]);
    expect(phases()).toEqual(["offline begun", "offline ended"]);
    expect(rig.of("disturbance")[0]?.on).toEqual({ side: "client", client: "Alice" });
  });

  it("loses its poll too, and nobody else loses anything", async () => {
    await start();
    const polling = await alice({ transports: ["polling"] });
    const bob = rig.client("/@Bob", WEBSOCKET);
    await heard(bob, "connect");
    const left = heard(polling, "disconnect");
    disturb({ is: "offline" });
    expect(await left).toBe("transport error");
    expect(await echoes(bob, 3)).toEqual(upTo(3));
  });
});

describe("a client whose connection is half-open", () => {
  it.each(["websocket", "polling"])(
    "is dropped by a ping timeout, and so is the server by the client, on %s",
    async (transport) => {
      await start({ engine: { pingInterval: 300, pingTimeout: 1_500 } });
      const client = await alice({ transports: [transport] });
      const left = heard(client, "disconnect");
      disturb({ is: "half-open" });
      await rig.until(({ kind }) => kind === "session.closed");
      expect(rig.of("session.closed")).toMatchObject([{ reason: "ping timeout" }]);
      expect(await left).toBe("ping timeout");
      const after = since();
      expect(after.filter((event) => event.kind === "frame" && event.from === "client")).toEqual(
        [],
      );
      expect(after.filter(({ kind }) => kind === "http.request")).toEqual([]);
    },
  );

  it.each(["websocket", "polling"])(
    "gets what was held back, in order, when the way is mended in time, on %s",
    async (transport) => {
      await start();
      const client = await alice({ transports: [transport] });
      disturb({ is: "half-open" });
      const all = echoes(client, 5);
      rig.apply({ op: "packet", to: 1, text: '2["news"]' });
      const news = heard(client, "news");
      disturbances.calm("Alice");
      await news;
      expect(await all).toEqual(upTo(5));
      expect(client.connected).toBe(true);
    },
  );
});

describe("a slow way", () => {
  it.each(["websocket", "polling"])(
    "takes its time in both directions and keeps the order, on %s",
    async (transport) => {
      await start();
      const client = await alice({ transports: [transport] });
      disturb({ is: "latency", ms: 60, jitter: 40 });
      const began = performance.now();
      expect(await echoes(client, 20)).toEqual(upTo(20));
      // At least 20 ms each way; a timer may be a millisecond early.
      expect(performance.now() - began).toBeGreaterThan(36);
      const sent = rig.inputs.flatMap(({ input }) =>
        input.in === "text" && input.data?.includes("echo") ? [input.data] : [],
      );
      expect(sent).toEqual(upTo(20).map((i) => `2${i}["echo",${i}]`));
      const acks = rig.of("emit").filter(({ packet }) => packet.text.startsWith("3"));
      expect(acks).toHaveLength(20);
    },
  );

  it("counts bytes when it is narrow", async () => {
    await start();
    const client = await alice();
    disturb({ is: "bandwidth", bytesPerSecond: 100_000 });
    const began = performance.now();
    const text = "x".repeat(5_000);
    expect(await client.emitWithAck("echo", text)).toBe(text);
    expect(performance.now() - began).toBeGreaterThan(98);
  });

  it("is fast again at once when it is back to normal", async () => {
    await start();
    const client = await alice();
    disturb({ is: "latency", ms: 10_000, jitter: 0 });
    const all = echoes(client, 3);
    disturbances.calm("Alice");
    expect(await all).toEqual(upTo(3));
  });

  it("makes a client that reads too slowly one for the limits", async () => {
    await start({ limits: { bufferedMs: 0 } });
    await alice();
    disturb({ is: "bandwidth", bytesPerSecond: 100 });
    const flood = (): void => {
      rig.apply({ op: "packet", to: 1, text: `2["${"x".repeat(200_000)}"]` });
      if (rig.of("session.closed").length === 0) setImmediate(flood);
    };
    flood();
    await rig.until(({ kind }) => kind === "session.closed");
    expect(rig.of("dropped")).toMatchObject([{ why: "slow reader" }]);
  });
});

describe("what waits on a way that is held", () => {
  const ask = `GET /s/${SANDBOX}/@Alice/ HTTP/1.1\r\nHost: x\r\n\r\n`;

  it("is cut off when a program streams too much into it", async () => {
    await start({ limits: { bufferedBytesAtOnce: 100_000 } });
    rig.raw(ask);
    await rig.until(({ kind }) => kind === "http.request");
    rig.apply({ op: "beginAnswer", id: 1, status: 200, headers: [] });
    disturb({ is: "half-open" });
    const body = Buffer.alloc(60_000).toString("base64");
    rig.apply({ op: "writeAnswer", id: 1, body });
    expect(rig.of("limit")).toEqual([]);
    rig.apply({ op: "writeAnswer", id: 1, body });
    expect(rig.of("limit")).toMatchObject([{ what: "bufferedBytesAtOnce" }]);
    await rig.until(({ kind }) => kind === "link.closed");
  });

  it("is so many requests and no more", async () => {
    await start({ limits: { heldRequests: 2 } });
    disturb({ is: "half-open" });
    const held = [rig.raw(ask), rig.raw(ask), rig.raw(ask)];
    expect((await Promise.race(held.map(({ answer }) => answer))).length).toBe(0);
    expect(rig.of("limit")).toMatchObject([{ what: "heldRequests" }]);
    expect(rig.of("http.request")).toEqual([]);
    disturbances.calm("Alice");
    await rig.until(({ kind }) => kind === "http.request");
  });

  it("is no connection between two requests", async () => {
    await start();
    disturb({ is: "no-websocket" });
    const { socket } = rig.raw(ask);
    await rig.until(({ kind }) => kind === "http.request");
    rig.apply({ op: "respond", id: 1, status: 200, headers: [], body: "" });
    await new Promise((come) => void socket.once("data", come));
    disturb({ is: "half-open" });
    socket.end();
    await rig.until(({ kind }) => kind === "link.closed");
  });
});

describe("a way that slices", () => {
  it.each(["websocket", "polling"])("changes nothing of what arrives, on %s", async (transport) => {
    await start();
    const client = await alice({ transports: [transport] });
    disturb({ is: "slicing", bytes: 3 });
    expect(await echoes(client, 5)).toEqual(upTo(5));
    expect(await client.emitWithAck("echo", "å".repeat(50))).toBe("å".repeat(50));
  });

  it("brings the bytes in pieces", async () => {
    await start();
    disturb({ is: "slicing", bytes: 10 });
    const { socket, answer } = rig.raw(
      `GET /s/${SANDBOX}/@Alice/socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    let pieces = 0;
    socket.on("data", () => (pieces += 1));
    expect((await answer).toString()).toMatch(/^HTTP\/1.1 200 OK[^]*"sid"/);
    expect(pieces).toBeGreaterThan(1);
  });
});

describe("a network without WebSocket", () => {
  it("leaves a client on polling, with nothing lost", async () => {
    await start();
    disturb({ is: "no-websocket" });
    const client = await alice({});
    await rig.until((event) => event.kind === "http.response" && event.status === 403);
    expect(await echoes(client, 5)).toEqual(upTo(5));
    expect(client.io.engine.transport.name).toBe("polling");
    expect(rig.inputs.filter(({ input }) => input.in === "upgrade")).toEqual([]);
  });

  it("keeps out who wants nothing else", async () => {
    await start();
    disturb({ is: "no-websocket" });
    const client = rig.client("/@Alice", WEBSOCKET);
    expect(String(await heard(client, "connect_error"))).toContain("websocket error");
  });
});

describe("a network that cuts the upgrade's probe", () => {
  it("leaves a client on polling, with nothing lost", async () => {
    await start();
    disturb({ is: "no-probe" });
    const client = await alice({});
    const all = echoes(client, 10);
    const closed = (event: TraceEvent): boolean => event.kind === "link.closed";
    await rig.until(closed);
    expect(await all).toEqual(upTo(10));
    expect(await echoes(client, 10)).toEqual(upTo(10));
    expect(client.io.engine.transport.name).toBe("polling");
    expect(rig.of("frame")).toEqual([]);
    expect(rig.of("http.response").filter(({ status }) => status === 101)).toHaveLength(1);
  });

  it("does nothing to a client that begins on WebSocket", async () => {
    await start();
    disturb({ is: "no-probe" });
    expect(await echoes(await alice(), 1)).toEqual([0]);
  });
});

describe("a reset", () => {
  it.each([
    ["websocket", "transport close"],
    ["polling", "transport error"],
  ])("cuts what is being said in its middle, once, on %s", async (transport, reason) => {
    await start();
    const client = await alice({ transports: [transport], reconnection: true });
    const left = heard(client, "disconnect");
    const back = new Promise((resolve) => void client.io.once("reconnect", resolve));
    disturb({ is: "reset" });
    const news = heard(client, "news");
    let isTold = false;
    void news.then(() => (isTold = true));
    rig.apply({ op: "packet", to: 1, text: '2["news"]' });
    expect(await left).toBe(reason);
    await back;
    expect(isTold).toBe(false);
    expect(phases()).toEqual(["reset begun", "reset ended"]);
    expect(rig.of("session.closed")).toHaveLength(1);
    expect(await echoes(client, 1)).toEqual([0]);
  });
});

it("takes the place of another of its kind, and leaves those of other kinds", async () => {
  await start();
  disturb({ is: "latency", ms: 5, jitter: 0 });
  disturb({ is: "slicing", bytes: 5 });
  disturb({ is: "latency", ms: 9, jitter: 0 });
  disturbances.calm("Alice");
  disturbances.calm("Alice");
  expect(phases()).toEqual([
    "latency begun",
    "slicing begun",
    "latency ended",
    "latency begun",
    "slicing ended",
    "latency ended",
  ]);
});

it("is for as many clients as a sandbox holds", async () => {
  await start();
  for (const i of upTo(25)) expect(disturbances.begin(`c${i}`, { is: "offline" })).toBeUndefined();
  expect(disturbances.begin("one more", { is: "offline" })).toContain("Put one back to normal");
});
