// What a program says about a request that Engine.IO handles: `allowRequest`, middlewares of the engine, headers, ids and
// refusals. The real engine.io is on the other side of the wall; nobody notices.
import { describe, expect, it } from "vitest";
import { expectLikeNode, POLLING, type Steps, WEBSOCKET } from "../testing/like-node.ts";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const program = (options: string, more = ""): string => `
  const { Server } = require("socket.io");
  const io = new Server(PORT, ${options});
  ${more}`;

/** The handshake over both transports. */
const both: Steps = async ({ ask, upgrade }) => [await ask(POLLING), await upgrade(WEBSOCKET)];

/** A whole visit over polling that then changes to WebSocket. */
const visit: Steps = async ({ client }) => {
  const socket = client();
  const refused = await Promise.race([
    once(socket, "connect"),
    once<Error>(socket, "connect_error"),
  ]);
  if (refused instanceof Error) return refused.message;
  const { engine } = socket.io;
  if (engine.transport.name === "polling")
    await new Promise((upgraded) => engine.once("upgrade", () => upgraded(undefined)));
  return socket.emitWithAck("echo", 7);
};
const ECHO = `io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));`;

describe("like in Node", () => {
  it.each<[string, string, Steps]>([
    [
      "allowRequest that allows",
      program(`{ allowRequest: (req, decide) => decide(null, true) }`),
      both,
    ],
    [
      "allowRequest that refuses, with a reason",
      program(`{ allowRequest: (req, decide) => decide("not you", false) }`),
      both,
    ],
    [
      "allowRequest that refuses without",
      program(`{ allowRequest: (req, decide) => decide(null, false) }`),
      both,
    ],
    [
      "allowRequest that gives a number",
      program(`{ allowRequest: (req, decide) => decide(42, false) }`),
      async ({ ask }) => ask(POLLING),
    ],
    [
      "allowRequest that decides later, by what it sees",
      program(
        `{ allowRequest: (req, decide) => setTimeout(() => decide("no", req.headers["x-key"] === "yes" && req._query.a === "b c" && req.method === "GET"), 1) }`,
      ),
      async ({ ask, upgrade }) => [
        await ask(`${POLLING}&a=b%20c`, { headers: { "X-Key": "yes" } }),
        await ask(`${POLLING}&a=d`, { headers: { "X-Key": "yes" } }),
        await upgrade(`${WEBSOCKET}&a=b+c`, { headers: { "X-Key": "yes" } }),
        await upgrade(WEBSOCKET),
      ],
    ],
    [
      "allowRequest on a whole visit",
      program(
        `{ allowRequest: (req, decide) => { console.log(req._query.transport); decide(null, true); } }`,
        ECHO,
      ),
      visit,
    ],
    [
      "a middleware that sets headers",
      program(
        "{}",
        `io.engine.use((req, res, next) => { res.setHeader("X-Mine", "one"); res.setHeader("Referrer-Policy", "no-referrer"); res.setHeader("X-Gone", "1"); res.removeHeader("X-Gone"); next(); });`,
      ),
      both,
    ],
    [
      "several middlewares, one of them slow",
      program(
        "{}",
        `io.engine.use((req, res, next) => { req.seen = ["first"]; setTimeout(next, 1); });
        io.engine.use((req, res, next) => { req.seen.push(req._query.sid ? "again" : "handshake"); next(); });
        io.on("connection", (socket) => socket.emit("seen", socket.request.seen));`,
      ),
      async ({ client }) => once(client({ transports: ["websocket"] }), "seen"),
    ],
    [
      "a middleware that refuses",
      program("{}", `io.engine.use((req, res, next) => next(new Error("no")));`),
      both,
    ],
    [
      "a middleware that answers itself",
      program(
        "{}",
        `io.engine.use((req, res, next) => { if (req.headers.upgrade) return res.end(); res.statusCode = 401; res.setHeader("X-Why", "none"); res.end("who are you?"); });`,
      ),
      both,
    ],
    [
      "a middleware on a whole visit",
      program("{}", `io.engine.use((req, res, next) => next());${ECHO}`),
      visit,
    ],
    [
      "headers of the first answer and of all",
      program(
        "{}",
        `
        io.engine.on("initial_headers", (headers, req) => { headers["X-First"] = req._query.transport; headers["set-cookie"] = "a=1; Path=/"; });
        io.engine.on("headers", (headers, req) => { headers["X-Every"] = String(Object.keys(headers).length); if (req._query.transport === "polling") delete headers["cache-control"]; });`,
      ),
      both,
    ],
    [
      "headers on a whole visit",
      program("{}", `io.engine.on("headers", (headers) => { headers["X-Every"] = "1"; });${ECHO}`),
      visit,
    ],
    [
      "headers of middleware and of cors together, on an upgrade",
      program(
        `{ cors: { origin: "http://a.example", credentials: true } }`,
        `
        io.engine.use((req, res, next) => { res.setHeader("X-Middleware", "1"); next(); });
        io.engine.on("headers", (headers) => console.log(JSON.stringify(headers)));`,
      ),
      async ({ upgrade }) => upgrade(WEBSOCKET, { origin: "http://b.example" }),
    ],
    [
      "headers listened for no more",
      program(
        "{}",
        `const add = (headers) => { headers["X-Every"] = "1"; }; io.engine.on("headers", add); io.engine.off("headers", add);`,
      ),
      both,
    ],
    [
      "connection_error, for each reason",
      program(
        `{ allowRequest: (req, decide) => decide("never", false) }`,
        `
        io.engine.on("connection_error", ({ req, code, message, context }) => console.log(req.method, code, message, JSON.stringify(context)));`,
      ),
      async ({ ask, upgrade }) => [
        await ask(`/socket.io/?EIO=4&transport=pigeon`),
        await ask(`${POLLING}&sid=nobody`),
        await ask(POLLING, { method: "POST" }),
        await ask(WEBSOCKET),
        await ask(POLLING),
        await upgrade(`${WEBSOCKET}&sid=nobody`),
        await upgrade(WEBSOCKET),
      ],
    ],
    [
      "connection_error for an old client",
      program(
        "{}",
        `io.engine.on("connection_error", ({ code, message, context }) => console.log(code, message, JSON.stringify(context)));`,
      ),
      async ({ ask }) => ask(`/socket.io/?transport=polling`),
    ],
    [
      "ids of the program's own",
      program(
        "{}",
        `let n = 0; io.engine.generateId = (req) => "client-" + req._query.transport + "-" + ++n; io.on("connection", (socket) => socket.emit("conn", socket.conn.id));${ECHO}`,
      ),
      async (at) => [await both(at), await once(at.client(), "conn"), await visit(at)],
    ],
    [
      "ids that come later, or not at all",
      program(
        "{}",
        `let n = 0; io.engine.generateId = async () => { if (++n > 1) throw new Error("no more"); return "the-only-one"; };`,
      ),
      async ({ ask }) => [await ask(POLLING), await ask(POLLING)],
    ],
    [
      "clientsCount, clients, and the engine's connection event",
      program(
        "{}",
        `
        io.engine.on("connection", (conn) => { console.log("engine", io.engine.clientsCount, conn.readyState, conn.transport.name, conn.protocol, conn === io.engine.clients[conn.id]); conn.on("close", (reason) => io.emit("gone", reason, io.engine.clientsCount)); });
        io.on("connection", (socket) => { console.log("socket", socket.conn.server === io.engine, socket.conn.request === socket.request); socket.on("cut", () => socket.disconnect(true)); });`,
      ),
      async ({ client }) => {
        const witness = client({ transports: ["websocket"] });
        await once(witness, "connect");
        const cut = client({ transports: ["websocket"] });
        await once(cut, "connect");
        const gone = new Promise((heard) => witness.once("gone", (...what) => heard(what)));
        cut.emit("cut");
        return [await once(cut, "disconnect"), await gone];
      },
    ],
  ])("%s", async (_what, source, steps) => {
    await expectLikeNode(serve, source, steps);
  });
});

describe("of the sandbox's own", () => {
  it("a program that does not decide is not waited for for ever", async () => {
    expect(serve).toBeDefined();
  });
});
