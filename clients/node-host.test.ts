import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Socket } from "socket.io";
import { expect, test } from "vitest";
import type { Deed } from "#trace/event.ts";
import { clientCodeOf } from "#lessons-server/testing/client-code-of.ts";
import { engineId, join, listen, plain } from "./headless-test.ts";

const both = [{ transports: ["polling" as const] }, { transports: ["websocket" as const] }, {}];

test.each(both)("a client connects with %o and tells its states", async (options) => {
  const server = await listen();
  const alice = await join(server, { options });
  await alice.reaches("connected");
  const [socket] = await server.io.fetchSockets();
  expect(alice.reports).toEqual([
    { report: "client", nsp: "/", state: { state: "connecting" }, buffered: 0 },
    {
      report: "client",
      nsp: "/",
      state: { state: "connected", id: socket?.id, recovered: false },
      buffered: 0,
    },
  ]);
});

test.each(both)(
  "events are numbered by their session, over all namespaces and types, with %o",
  async (options) => {
    const server = await listen();
    const chat = server.io.of("/chat");
    const alice = await join(server, { options, namespaces: ["/", "/chat"] });
    await Promise.all([alice.reaches("connected"), alice.reaches("connected", "/chat")]);
    server.io.emit("first", 1);
    chat.emit("bytes", Buffer.from([1, 2]), Buffer.from([3]));
    server.io.emit("last");
    await alice.until((report) => report.report === "handled" && report.event === "last");
    expect(plain(alice.reports.filter((report) => report.report === "handled"))).toEqual([
      { report: "handled", packet: 3, nsp: "/", event: "first", listeners: 0 },
      { report: "handled", packet: 4, nsp: "/chat", event: "bytes", listeners: 0 },
      { report: "handled", packet: 5, nsp: "/", event: "last", listeners: 0 },
    ]);
    const sid = [...server.io.sockets.sockets.values()].map(engineId)[0];
    const counts = await alice.counts();
    expect(counts?.connections).toMatchObject([{ sid, received: 5, sent: 2, waiting: 0 }]);
  },
);

test("what a client sends is counted in messages, attachments included", async () => {
  const server = await listen();
  let up = 0;
  const count = () => {
    up += 1;
  };
  server.io.engine.on("connection", (connection: NodeJS.EventEmitter) => {
    connection.on("message", count);
  });
  const alice = await join(server);
  await alice.reaches("connected");
  server.io.on("connection", () => {});
  const [socket] = server.io.sockets.sockets.values();
  const args = [{ $bytes: "AQI=" }, { deep: [{ $bytes: "Aw==" }] }];
  alice.order({ order: "do", act: 1, deed: { do: "emit", nsp: "/", event: "bytes", args } });
  const received = await new Promise<unknown[]>((resolve) =>
    socket?.once("bytes", (...all) => resolve(all)),
  );
  expect(received).toEqual([Buffer.from([1, 2]), { deep: [Buffer.from([3])] }]);
  expect(await alice.done(1)).toEqual({ outcome: "done" });
  expect((await alice.counts())?.connections[0]?.sent).toBe(up);
  expect(up).toBe(4);
});

test("an ack of the server's is the outcome of the deed, with every value", async () => {
  const server = await listen();
  server.io.on("connection", (socket) => {
    socket.on("ask", (question: string, ack: (...values: readonly unknown[]) => void) => {
      ack(`re: ${question}`, { bytes: Buffer.from([255]) });
    });
  });
  const alice = await join(server);
  const deed: Deed = { do: "emitWithAck", nsp: "/", event: "ask", args: ["why"], timeout: 5_000 };
  alice.order({ order: "do", act: 7, deed });
  expect(await alice.done(7)).toEqual({
    outcome: "acked",
    values: ["re: why", { bytes: { $bytes: "/w==" } }],
  });
});

test("an ack that does not come in time is a timeout, and one cut off by a disconnect a failure", async () => {
  const server = await listen();
  server.io.on("connection", (socket) => socket.on("leave", () => socket.disconnect()));
  const alice = await join(server);
  await alice.reaches("connected");
  const ask = (act: number, event: string, timeout: number) =>
    alice.order({
      order: "do",
      act,
      deed: { do: "emitWithAck", nsp: "/", event, args: [], timeout },
    });
  ask(1, "silence", 20);
  expect(await alice.done(1)).toEqual({ outcome: "timeout", after: 20 });
  ask(2, "leave", 60_000);
  const counts = await alice.counts();
  expect(counts).toMatchObject({ deeds: 1 });
  expect(counts?.nextTimer).toBeGreaterThan(50_000);
  expect(await alice.done(2)).toEqual({
    outcome: "failed",
    message: "socket has been disconnected",
  });
  expect(alice.reports.at(-1)).toEqual({
    report: "client",
    nsp: "/",
    state: { state: "disconnected", reason: "io server disconnect", willReconnect: false },
    buffered: 0,
  });
  expect(await alice.counts()).toMatchObject({ connections: [], deeds: 0, nextTimer: null });
});

test("a client answers the server's ack, and a request of its own is a deed", async () => {
  const server = await listen();
  const alice = await join(server, {
    code: clientCodeOf(`io().on("ask", (n, ack) => ack(n + 1));`),
  });
  await alice.reaches("connected");
  const [socket] = server.io.sockets.sockets.values();
  expect(await socket?.emitWithAck("ask", 41)).toBe(42);
  const body = '{"a":1}';
  alice.order({ order: "do", act: 1, deed: { do: "http", method: "POST", path: "/x?y=1", body } });
  expect(await alice.done(1)).toEqual({
    outcome: "answered",
    status: 200,
    body: "POST /x?y=1 application/json",
  });
});

test("a client on a page of another origin comes to its server, unless its code says otherwise", async () => {
  const server = await listen({
    path: "/s/abc/@alice~page/socket.io/",
    cors: { origin: "*" },
  });
  server.io.of("/chat");
  const url = `${server.url}/s/abc/@alice~page`;
  const page = "http://localhost:5173";
  const alice = await join({ url }, { page, namespaces: ["/", "/chat"] });
  await Promise.all([alice.reaches("connected"), alice.reaches("connected", "/chat")]);
  alice.order({ order: "do", act: 1, deed: { do: "http", method: "GET", path: "/messages" } });
  expect(await alice.done(1)).toMatchObject({ body: "GET /s/abc/@alice~page/messages " });

  const source = `const { url } = await fetch("/messages"); log(new URL(url).pathname, location.origin);`;
  const bob = await join({ url }, { page, code: clientCodeOf(source) });
  expect(await bob.until(({ report }) => report === "log")).toMatchObject({
    text: "/s/abc/@alice~page/:5173/messages http://localhost:5173",
  });
});

test("a middleware's refusal is told with its message and data, and not tried again", async () => {
  const server = await listen();
  server.io.use((socket, next) => {
    const error = Object.assign(new Error("not authorized"), {
      data: { auth: socket.handshake.auth },
    });
    next(error);
  });
  const alice = await join(server, { options: { auth: { token: "abc" } } });
  expect(await alice.reaches("refused")).toEqual({
    report: "client",
    nsp: "/",
    state: { state: "refused", message: "not authorized", data: { auth: { token: "abc" } } },
    buffered: 0,
  });
  expect((await alice.counts())?.namespaces).toEqual([]);
});

test("a refusal or an ack too heavy for a report is told with its weight", async () => {
  const server = await listen();
  const heavy = "x".repeat(200_000);
  server.io
    .of("/no")
    .use((_socket, next) => next(Object.assign(new Error(heavy), { data: heavy })));
  server.io.on("connection", (socket) => {
    socket.on("ask", (ack: (...values: readonly unknown[]) => void) => ack(1, heavy));
  });
  const alice = await join(server, { namespaces: ["/", "/no"] });
  expect(await alice.reaches("refused", "/no")).toMatchObject({
    state: { message: `${"x".repeat(4_095)}…`, data: "[200002 characters]" },
  });
  const deed: Deed = { do: "emitWithAck", nsp: "/", event: "ask", args: [], timeout: 5_000 };
  alice.order({ order: "do", act: 1, deed });
  expect(await alice.done(1)).toEqual({ outcome: "acked", values: [1, "[200002 characters]"] });
});

test("a namespace that is not there refuses", async () => {
  const alice = await join(await listen(), { namespaces: ["/nope"] });
  expect(await alice.reaches("refused", "/nope")).toMatchObject({
    state: { message: "Invalid namespace" },
  });
});

test("a cut connection is told, with the true delay of each attempt, and packets are numbered anew", async () => {
  const server = await listen();
  const options = { reconnectionDelay: 10, reconnectionDelayMax: 10, randomizationFactor: 0 };
  const alice = await join(server, { options });
  await alice.reaches("connected");
  server.io.emit("before");
  await alice.until((report) => report.report === "handled");
  const again = once(server.io, "connection");
  for (const socket of server.io.sockets.sockets.values()) socket.conn.close();
  const [socket] = (await again) as [Socket];
  socket.emit("after");
  await alice.until((report) => report.report === "handled" && report.event === "after");
  const client = { report: "client", nsp: "/", buffered: 0 };
  const connected = { ...client, state: { state: "connected", id: "id", recovered: false } };
  expect(plain(alice.reports)).toEqual([
    { ...client, state: { state: "connecting" } },
    connected,
    { report: "handled", packet: 2, nsp: "/", event: "before", listeners: 0 },
    { ...client, state: { state: "disconnected", reason: "transport close", willReconnect: true } },
    { ...client, state: { state: "reconnecting", attempt: 1, delay: 10 } },
    { ...client, state: { state: "connecting" } },
    connected,
    { report: "handled", packet: 2, nsp: "/", event: "after", listeners: 0 },
  ]);
});

test("a client that cannot reach its server says when it tries next, and what it holds back", async () => {
  const { url, close } = await listen();
  await close();
  const alice = await join(
    { url },
    { options: { reconnectionDelay: 60_000, randomizationFactor: 0 } },
  );
  await alice.reaches("reconnecting");
  alice.order({ order: "do", act: 1, deed: { do: "emit", nsp: "/", event: "later", args: [] } });
  await alice.until((report) => report.report === "client" && report.buffered === 1);
  const client = { report: "client", nsp: "/", buffered: 0 };
  expect(alice.reports).toEqual([
    { ...client, state: { state: "connecting" } },
    { ...client, state: { state: "refused", message: "xhr poll error" } },
    { ...client, state: { state: "reconnecting", attempt: 1, delay: 5_000 } },
    { ...client, state: { state: "reconnecting", attempt: 1, delay: 5_000 }, buffered: 1 },
  ]);
  const counts = await alice.counts();
  expect(counts?.nextTimer).toBeNull();
  expect(counts?.namespaces).toMatchObject([{ nsp: "/", state: "reconnecting" }]);
  expect(counts?.namespaces[0]?.dueIn).toBeGreaterThan(1_000);
});

test("a client leaves and comes back when it is told to", async () => {
  const server = await listen();
  const alice = await join(server, { options: { autoConnect: false } });
  expect((await alice.counts())?.namespaces).toEqual([]);
  expect(alice.reports).toEqual([]);
  alice.order({ order: "do", act: 1, deed: { do: "connect" } });
  await alice.reaches("connected");
  alice.order({ order: "do", act: 2, deed: { do: "disconnect" } });
  expect(await alice.reaches("disconnected")).toMatchObject({
    state: { reason: "io client disconnect", willReconnect: false },
  });
});

test("a closed client leaves the server, by either transport, and its thread ends", async () => {
  const server = await listen();
  for (const transports of [["polling" as const], ["websocket" as const]]) {
    const joined = once(server.io, "connection");
    const alice = await join(server, { options: { transports } });
    const [socket] = (await joined) as [Socket];
    await alice.reaches("connected");
    const left = once(socket, "disconnect");
    await alice.close();
    expect((await left)[0]).toBe("client namespace disconnect");
    expect(await alice.gone).toBe("it was closed");
  }
});

test("a client has arrived when each of its connections is made, refused, or not to be made yet", async () => {
  const server = await listen();
  server.io.of("/no").use((_socket, next) => next(new Error("no")));
  const alice = await join(server, { namespaces: ["/", "/no"] });
  await alice.arrived;
  expect(plain(alice.reports.slice(2)).toSorted(byNamespace)).toMatchObject([
    { nsp: "/", state: { state: "connected" } },
    { nsp: "/no", state: { state: "refused", message: "no" } },
  ]);
  const bob = await join(server, { options: { autoConnect: false } });
  await bob.arrived;
  expect(bob.reports).toEqual([]);
  const carol = await join({ url: "http://127.0.0.1:1" }, { options: { reconnection: false } });
  await carol.arrived;
  expect(carol.reports.at(-1)).toMatchObject({ state: { state: "refused" } });
});

function byNamespace(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

test("a client that is frozen does nothing until it has thawed, then what it was told", async () => {
  const server = await listen();
  const alice = await join(server, { options: { transports: ["websocket"] } });
  await alice.reaches("connected");
  const [socket] = server.io.sockets.sockets.values();
  const began = performance.now();
  const said = once(socket as unknown as NodeJS.EventEmitter, "hello");
  alice.order({ order: "freeze", ms: 300 });
  alice.order({ order: "do", act: 1, deed: { do: "emit", nsp: "/", event: "hello", args: [] } });
  await said;
  expect(performance.now() - began).toBeGreaterThan(298);
  await alice.until(({ report }) => report === "thawed");
  expect(await alice.done(1)).toEqual({ outcome: "done" });
});

test("a request may say in a header which socket its client has", async () => {
  const server = await listen();
  const seen = new Promise<unknown>((resolve) => {
    server.io.httpServer.prependListener("request", ({ url, headers }: IncomingMessage) => {
      if (url === "/messages") resolve(headers["x-socket-id"]);
    });
  });
  const alice = await join(server);
  await alice.reaches("connected");
  const headers = { "x-socket-id": "{socket.id}" };
  const deed: Deed = { do: "http", method: "POST", path: "/messages", headers };
  alice.order({ order: "do", act: 1, deed });
  expect([await seen]).toEqual([...server.io.sockets.sockets.keys()]);
});
