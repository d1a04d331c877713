// The options of `new Server(…)` by what a real client notices of each, the caps of a sandbox, and what has no effect here.
// (engine-options.test.ts compares their wire with Node's.)
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { leaving, once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const server = (options: string, more = "") => `
  import { Server } from "socket.io";
  const io = new Server(3000, ${options});
  io.on("connection", (socket) => { socket.on("echo", (value, answer) => answer(value)); ${more} });`;

/** What Engine.IO tells a client that opens a session by polling. */
async function opening(url: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  return JSON.parse((await answer.text()).slice(1)) as Record<string, unknown>;
}

describe("an option that is honoured", () => {
  it("is left at Engine.IO's own when it is not given", async () => {
    const { url } = await serve(server("{}"));
    expect(await opening(url)).toMatchObject({
      upgrades: ["websocket"],
      pingInterval: 25_000,
      pingTimeout: 20_000,
      maxPayload: 1_000_000,
    });
  });

  it("pingInterval, pingTimeout, maxHttpBufferSize: the client is told", async () => {
    const { url } = await serve(
      server("{ pingInterval: 300, pingTimeout: 200, maxHttpBufferSize: 5000 }"),
    );
    expect(await opening(url)).toMatchObject({
      pingInterval: 300,
      pingTimeout: 200,
      maxPayload: 5_000,
    });
  });

  it("pingInterval: the server really pings", async () => {
    const served = await serve(server("{ pingInterval: 100 }"));
    const client = await served.join();
    await new Promise((pinged) => client.io.engine.once("ping", () => pinged(undefined)));
  });

  it("pingTimeout: whoever does not answer is dropped, and says why", async () => {
    const served = await serve(server("{ pingInterval: 100, pingTimeout: 100 }"));
    // Joins the namespace, and never answers a ping.
    const mute = new WebSocket(`${served.url}/socket.io/?EIO=4&transport=websocket`);
    mute.once("open", () => mute.send("40"));
    expect(await served.until("session.closed")).toMatchObject({ reason: "ping timeout" });
    expect(await served.until("socket.closed")).toMatchObject({ reason: "ping timeout" });
  });

  it("maxHttpBufferSize: whoever sends more is dropped", async () => {
    const served = await serve(server("{ maxHttpBufferSize: 1000 }"));
    const client = await served.join();
    expect(await client.emitWithAck("echo", "x".repeat(500))).toHaveLength(500);
    const gone = leaving(client);
    client.emit("echo", "x".repeat(2_000));
    expect(await gone).toBe("transport close");
  });

  it("transports: another is refused", async () => {
    const served = await serve(server(`{ transports: ["websocket"] }`));
    expect(await (await fetch(`${served.url}/socket.io/?EIO=4&transport=polling`)).json()).toEqual({
      code: 0,
      message: "Transport unknown",
    });
    expect((await served.join()).io.engine.transport.name).toBe("websocket");
  });

  it("allowUpgrades: the client stays on polling", async () => {
    const served = await serve(server("{ allowUpgrades: false }"));
    expect(await opening(served.url)).toMatchObject({ upgrades: [] });
    const client = await served.join({ transports: ["polling", "websocket"] });
    expect(await client.emitWithAck("echo", 1)).toBe(1);
    expect(client.io.engine.transport.name).toBe("polling");
  });

  it("path: Socket.IO is there, and nowhere else", async () => {
    const served = await serve(server(`{ path: "/live" }`));
    const client = served.client({ path: "/live/" });
    await once(client, "connect");
    expect(await client.emitWithAck("echo", 1)).toBe(1);
    expect(
      await once<Error>(served.client({ transports: ["polling"] }), "connect_error"),
    ).toBeInstanceOf(Error);
  });

  it("connectTimeout: whoever joins no namespace in time is dropped", async () => {
    const served = await serve(server("{ connectTimeout: 20 }"));
    const silent = new WebSocket(`${served.url}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((closed) => silent.once("close", closed));
    expect(await served.until("session.closed")).toMatchObject({ reason: "forced close" });
    expect(served.facts("socket.opened")).toEqual([]);
  });

  it("connectionStateRecovery: a client that was cut off gets what it missed, as itself", async () => {
    const served = await serve(
      server(
        "{ connectionStateRecovery: {} }",
        `
      socket.join("room");
      socket.emit("welcome");
      socket.on("cut me", () => { socket.conn.close(); setTimeout(() => io.to("room").emit("missed", 7), 1); });`,
      ),
    );
    const client = served.client({ reconnection: true, reconnectionDelay: 50 });
    await once(client, "welcome");
    const { id } = client;
    const missed = once(client, "missed");
    client.emit("cut me");
    await leaving(client);
    await once(client, "connect");
    expect(client.recovered).toBe(true);
    expect(client.id).toBe(id);
    expect(await missed).toBe(7);
    expect(served.facts("socket.opened").at(-1)).toMatchObject({ recovered: true });
  });

  it("is honoured up to the cap of a sandbox, which says so", async () => {
    const served = await serve(server("{ maxHttpBufferSize: 1e8, pingInterval: 1 }"));
    expect(await opening(served.url)).toMatchObject({ maxPayload: 1_000_000, pingInterval: 100 });
    expect(
      served
        .facts("limit")
        .map(({ what }) => what)
        .toSorted(),
    ).toEqual(["heartbeatMs", "messageBytes"]);
  });
});

describe("an option that has no effect here", () => {
  it.each([
    [`{ wsEngine: class {} }`, /^the option `wsEngine` has no effect in the sandbox/],
    [
      `{ transports: ["pigeon"] }`,
      "the option `transports` has no effect: this value is none that it takes in the sandbox",
    ],
    [
      `{ pingInterval: "often" }`,
      "the option `pingInterval` has no effect: this value is none that it takes in the sandbox",
    ],
    [
      `{ pingIntervall: 100 }`,
      "the option `pingIntervall` has no effect: there is none of this name in the sandbox",
    ],
    [`{ cookie: { name: "a b" } }`, /^the option `cookie\.name` has no effect/],
    [
      `{ perMessageDeflate: { concurrencyLimit: 1 } }`,
      /^the option `perMessageDeflate\.concurrencyLimit`/,
    ],
    [
      `{ httpCompression: { chunkSize: 1e9 } }`,
      /^the option `httpCompression\.chunkSize` has no effect/,
    ],
  ])("says so, and the program runs: %s", async (options, text) => {
    const served = await serve(server(options));
    expect((await served.join()).connected).toBe(true);
    expect(served.facts("limit")).toMatchObject([
      { turn: 0, what: "option", text: expect.stringMatching(text) as string },
    ]);
  });

  it("says so of WebTransport, which needs another network", async () => {
    const served = await serve(server(`{ transports: ["polling", "websocket", "webtransport"] }`));
    expect(await opening(served.url)).toMatchObject({ upgrades: ["websocket", "webtransport"] });
    expect((await served.join()).connected).toBe(true);
    expect(served.facts("limit")).toMatchObject([
      { text: expect.stringContaining("needs HTTP/3") as string },
    ]);
  });

  it.each([
    [`io.attachApp({});`, "uWebSockets.js is not in the sandbox"],
    [`io.engine.onWebTransportSession({});`, "engine.onWebTransportSession is not in the sandbox"],
    [`io.engine.handleUpgrade();`, "engine.handleUpgrade is not in the sandbox"],
  ])("says so when it is used: %s", async (used, text) => {
    const served = await serve(
      `const { Server } = require("socket.io"); const io = new Server(3000);\n${used}`,
    );
    const { fault, why } = await served.crash();
    expect([why, fault.where?.line]).toEqual(["crashed", 2]);
    expect(fault.message).toContain(text);
  });

  it("says nothing of what the package does by itself, or what happens anyway", async () => {
    const served = await serve(
      server(
        `{ serveClient: false, connectTimeout: 5000, cleanupEmptyChildNamespaces: true, cors: undefined, parser: undefined, destroyUpgrade: true, addTrailingSlash: true }`,
      ),
    );
    expect(served.facts("limit")).toEqual([]);
  });
});
