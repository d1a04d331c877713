// Engine.IO beneath: `io.engine` and `socket.conn`. What each does on the wire is in engine-hooks.test.ts and
// engine-socket.test.ts.
import { POLLING, WEBSOCKET } from "../testing/like-node.ts";
import { heard, played, type Row, told } from "./row.ts";

const server = (more: string, options = "{}"): string =>
  `const { Server } = require("socket.io"); const io = new Server(PORT, ${options}); ${more}`;

export const engineRows: readonly Row[] = [
  told(
    "Engine: opts, clientsCount, upgrades, httpServer",
    {
      code: `
    const { engine } = io;
    tell(engine.opts.pingInterval, engine.clientsCount, engine.clients[socket.conn.id] === socket.conn, engine.upgrades("polling"), engine.upgrades("websocket"));`,
      options: "{ pingInterval: 300 }",
    },
    [300, 1, true, ["websocket", "webtransport"], []],
  ),
  played(
    "Engine: use",
    {
      program: server(
        `io.engine.use((req, res, next) => { res.setHeader("X-Mine", req.method); next(); });`,
      ),
      play: async ({ ask, upgrade }) => [
        (await ask(POLLING)).headers["x-mine"],
        (await upgrade(WEBSOCKET)).headers["x-mine"],
      ],
    },
    ["GET", "GET"],
  ),
  played(
    "Engine: generateId",
    {
      program: server(`io.engine.generateId = () => "my-own-id";`),
      play: async ({ ask }) =>
        (JSON.parse((await ask(POLLING)).body.slice(1)) as { sid: string }).sid,
    },
    "my-own-id",
  ),
  heard(
    "Engine: close",
    `setTimeout(() => io.engine.close(), 1); await new Promise((gone) => alice.once("disconnect", gone));`,
    {
      alice: [["disconnect", "transport close"]],
      bob: [["disconnect", "transport close"]],
      carol: [["disconnect", "transport close"]],
    },
  ),
  played(
    "Engine: attach",
    {
      program: `
    const { Server } = require("socket.io"); const io = new Server(PORT); const web = require("http").createServer();
    io.engine.attach(io.httpServer, { path: "/also" });`,
      play: async ({ ask }) => (await ask(POLLING.replace("socket.io", "also"))).status,
    },
    200,
  ),
  played(
    "Engine event: connection",
    {
      program: server(
        `const seen = []; io.engine.on("connection", (conn) => seen.push(conn.transport.name)); io.on("connection", (socket) => socket.emit("x", seen));`,
      ),
      play: ({ client }) =>
        new Promise((said) => client({ transports: ["polling"] }).once("x", said)),
    },
    ["polling"],
  ),
  played(
    "Engine event: connection_error",
    {
      program: server(
        `const seen = []; io.engine.on("connection_error", ({ code, message }) => seen.push(code, message)); io.on("connection", (socket) => socket.emit("x", seen));`,
      ),
      play: async ({ ask, client }) => {
        await ask(`${POLLING}&sid=unknown`);
        return new Promise((said) => client().once("x", said));
      },
    },
    [1, "Session ID unknown"],
  ),
  played(
    "Engine event: headers, initial_headers",
    {
      program: server(`
    io.engine.on("initial_headers", (headers) => { headers["X-Initial"] = "1"; }); io.engine.on("headers", (headers) => { headers["X-Every"] = "1"; });`),
      play: async ({ ask }) => {
        const first = await ask(POLLING);
        const { sid } = JSON.parse(first.body.slice(1)) as { sid: string };
        const second = await ask(`${POLLING}&sid=${sid}`, { method: "POST", body: "40" });
        return [first, second].map(({ headers }) =>
          [headers["x-initial"], headers["x-every"]].map(Boolean),
        );
      },
    },
    [
      [true, true],
      [false, true],
    ],
  ),
  told(
    "EngineSocket: id, protocol, request, remoteAddress, transport, readyState, upgrading, upgraded",
    `
    const { conn } = socket;
    tell(conn.id === socket.id, conn.protocol, conn.request.method, conn.remoteAddress.replace("::ffff:", ""), conn.transport.name, conn.readyState, conn.upgrading, conn.upgraded);`,
    [false, 4, "GET", "127.0.0.1", "websocket", "open", false, false],
  ),
  told(
    "EngineSocket: send, write",
    `socket.conn.send('2["told","sent"]'); socket.conn.write('2["told","written"]');`,
    ["sent", "written"],
  ),
  heard(
    "EngineSocket: close; EngineSocket event: close",
    `bob.conn.on("close", (reason) => alice.emit("x", reason)); bob.conn.close();`,
    {
      alice: [["x", "forced close"]],
      bob: [["disconnect", "transport close"]],
    },
  ),
  told(
    "EngineSocket event: data, message, packet, packetCreate, drain",
    `
    const { conn } = socket; const seen = new Set();
    for (const event of ["data", "message", "packet", "packetCreate", "drain"]) conn.on(event, (what) => seen.add(event + " " + (typeof what === "object" ? what.type : typeof what)));
    socket.on("finish", async () => { await socket.emitWithAck("question", 1); tell([...seen].sort()); end(); });
    say("finish");`,
    [
      [
        "data string",
        "drain undefined",
        "message string",
        "packet message",
        "packetCreate message",
      ],
    ],
  ),
  told(
    "EngineSocket event: heartbeat",
    {
      code: `await new Promise((beat) => socket.conn.once("heartbeat", beat)); tell("beat");`,
      options: "{ pingInterval: 100 }",
    },
    ["beat"],
  ),
  played(
    "EngineSocket event: upgrading, upgrade",
    {
      program: server(
        `io.on("connection", (socket) => { socket.conn.on("upgrading", () => {}); socket.conn.on("upgrade", (transport) => socket.emit("x", transport.name, socket.conn.upgraded)); });`,
      ),
      play: ({ client }) => new Promise((said) => client().once("x", (...what) => said(what))),
    },
    ["websocket", true],
  ),
];
