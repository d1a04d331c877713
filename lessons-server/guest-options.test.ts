// The options of `new Server(…)`: each that is honoured is seen by a real client or in raw HTTP; any other says "not yet".
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { leaving, once, servedSandboxes } from "./testing/served-sandboxes.ts";

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

  it.each([
    [
      "one origin",
      `{ origin: "http://a.example" }`,
      { "access-control-allow-origin": "http://a.example" },
    ],
    ["any origin", `{ origin: "*" }`, { "access-control-allow-origin": "*" }],
    [
      "the origin that asks, with cookies",
      `{ origin: true, credentials: true }`,
      {
        "access-control-allow-origin": "http://me.example",
        "access-control-allow-credentials": "true",
      },
    ],
    [
      "one of a list",
      `{ origin: ["http://a.example", "http://me.example"] }`,
      { "access-control-allow-origin": "http://me.example" },
    ],
    [
      "none of a list",
      `{ origin: ["http://a.example"] }`,
      { "access-control-allow-origin": undefined },
    ],
  ])("cors: %s", async (_what, cors, expected) => {
    const { url } = await serve(server(`{ cors: ${cors} }`));
    const { headers } = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
      headers: { Origin: "http://me.example" },
    });
    for (const [name, value] of Object.entries(expected))
      expect(headers.get(name) ?? undefined).toBe(value);
  });

  it("cors: a preflight is answered", async () => {
    const { url } = await serve(
      server(
        `{ cors: { origin: "http://a.example", methods: ["GET", "POST"], allowedHeaders: ["x-mine"], maxAge: 5 } }`,
      ),
    );
    const { status, headers } = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
      method: "OPTIONS",
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-methods")).toBe("GET,POST");
    expect(headers.get("access-control-allow-headers")).toBe("x-mine");
    expect(headers.get("access-control-max-age")).toBe("5");
  });

  it("without cors no origin is allowed, as in Node", async () => {
    const { url } = await serve(server("{}"));
    const { headers } = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
      headers: { Origin: "http://me.example" },
    });
    expect(headers.get("access-control-allow-origin")).toBeNull();
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

describe("an option that is not honoured", () => {
  it.each([
    ["cookie", `{ cookie: true }`, "`cookie`"],
    ["perMessageDeflate", `{ perMessageDeflate: true }`, "`perMessageDeflate`"],
    ["httpCompression", `{ httpCompression: true }`, "`httpCompression`"],
    ["allowRequest", `{ allowRequest: (req, decide) => decide(null, true) }`, "`allowRequest`"],
    ["allowEIO3", `{ allowEIO3: true }`, "`allowEIO3`"],
    ["wsEngine", `{ wsEngine: class {} }`, "`wsEngine`"],
    [
      "a transport of the future",
      `{ transports: ["webtransport"] }`,
      "`transports` with these values",
    ],
    ["cors as a function", `{ cors: (req, decide) => decide(null, {}) }`, "`cors` as a function"],
    ["cors as text", `{ cors: "*" }`, "`cors` as a string"],
    [
      "a function as origin",
      `{ cors: { origin: (origin, decide) => decide(null, true) } }`,
      "`cors` with a function or a pattern in it",
    ],
    [
      "a pattern as origin",
      `{ cors: { origin: /example/ } }`,
      "`cors` with a function or a pattern in it",
    ],
    ["a number that is none", `{ pingInterval: "often" }`, "`pingInterval`"],
    ["a misspelt option", `{ pingIntervall: 100 }`, "`pingIntervall`"],
  ])("says so, and the program runs: %s", async (_what, options, named) => {
    const served = await serve(server(options));
    expect((await served.join()).connected).toBe(true);
    expect(served.facts("limit")).toMatchObject([
      {
        turn: 0,
        what: "option",
        text: `the option ${named} is not yet in the sandbox: it has no effect here`,
      },
    ]);
  });

  it("says so of a parser, which the packets would need", async () => {
    const served = await serve(server(`{ parser: { Encoder: class {}, Decoder: class {} } }`));
    const limits = served.facts("limit").map(({ text }) => text);
    expect(limits).toContainEqual(expect.stringContaining("`parser`"));
  });

  it("says nothing of what the package does by itself, or what happens anyway", async () => {
    const served = await serve(
      server(
        `{ serveClient: false, connectTimeout: 5000, cleanupEmptyChildNamespaces: true, cors: undefined }`,
      ),
    );
    expect(served.facts("limit")).toEqual([]);
  });

  it("says so of io.engine.use, and of the client's files", async () => {
    const served = await serve(
      `import { Server } from "socket.io"; const io = new Server(3000); io.engine.use((req, res, next) => next());`,
    );
    expect(served.facts("limit")[0]?.text).toMatch(/io\.engine\.use is not yet in the sandbox/);
    const answer = await fetch(`${served.url}/socket.io/socket.io.js`);
    expect(answer.status).not.toBe(200);
    expect(await answer.text()).toMatch(/not yet in the sandbox/);
  });
});
