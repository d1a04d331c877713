// The options of `new Server(…)`. What each does on the wire in all its shapes is in engine-options.test.ts,
// cors-option.test.ts, parser-option.test.ts and guest-options.test.ts.
import { WebSocket } from "ws";
import { POLLING, type Steps, WEBSOCKET } from "../testing/like-node.ts";
import { played, type Row, told } from "./row.ts";

const server = (options: string, more = ""): string =>
  `const { Server } = require("socket.io"); const io = new Server(PORT, ${options}); ${more}`;
const opened = (body: string): Record<string, unknown> =>
  JSON.parse(body.slice(1)) as Record<string, unknown>;
const opening =
  (...names: string[]): Steps =>
  async ({ ask }) => {
    const said = opened((await ask(POLLING)).body);
    return names.map((name) => said[name]);
  };
const status =
  (path: string): Steps =>
  async ({ ask }) =>
    (await ask(path)).status;
/** How the server closes a WebSocket that does nothing but what is sent first. */
const closing =
  (...first: string[]): Steps =>
  ({ url }) =>
    new Promise((closed) => {
      const socket = new WebSocket(`${url}${WEBSOCKET}`);
      socket.once("open", () => first.forEach((text) => socket.send(text)));
      socket.once("close", closed);
    });

export const optionRows: readonly Row[] = [
  played(
    "option: path",
    { program: server(`{ path: "/live" }`), play: status(POLLING.replace("socket.io", "live")) },
    200,
  ),
  played(
    "option: serveClient",
    { program: server("{ serveClient: false }"), play: status("/socket.io/socket.io.js") },
    400,
  ),
  told(
    "option: adapter",
    {
      code: `tell(io.of("/").adapter.mine);`,
      options: `{ adapter: class extends require("socket.io")().of("/").adapter.constructor { mine = true; } }`,
    },
    [true],
  ),
  played(
    "option: parser",
    {
      program: server(`{ parser }`).replace(
        "const io",
        `
    const { EventEmitter } = require("events");
    const parser = {
      Encoder: class { encode(packet) { return [JSON.stringify(packet)]; } },
      Decoder: class extends EventEmitter { add(text) { this.emit("decoded", JSON.parse(text)); } destroy() {} },
    };
    const io`,
      ),
      play: ({ url }) =>
        new Promise((said) => {
          const socket = new WebSocket(`${url}${WEBSOCKET}`);
          socket.on("open", () => socket.send(`4${JSON.stringify({ type: 0, nsp: "/" })}`));
          socket.on(
            "message",
            (data: Buffer) =>
              data.toString().startsWith("4") && said(opened(data.toString())["type"]),
          );
        }),
    },
    0,
  ),
  played(
    "option: connectTimeout",
    { program: server("{ connectTimeout: 30 }"), play: closing() },
    1005,
  ),
  played(
    "option: connectionStateRecovery",
    {
      program: server(
        "{ connectionStateRecovery: {} }",
        `io.on("connection", (socket) => { socket.emit("x", socket.recovered); socket.on("cut", () => socket.conn.close()); });`,
      ),
      play: async ({ client }) => {
        const socket = client({
          reconnection: true,
          reconnectionDelay: 10,
          transports: ["websocket"],
        });
        await new Promise((said) => socket.once("x", said));
        socket.emit("cut");
        await new Promise((said) => socket.io.once("reconnect", said));
        return [await new Promise((said) => socket.once("x", said)), socket.recovered];
      },
    },
    [true, true],
  ),
  told(
    "option: cleanupEmptyChildNamespaces",
    {
      code: `const child = io.of(/^\\/d-/).createChild("/d-1"); tell(io._nsps.has("/d-1")); child._remove({ id: "nobody" }); tell(io._nsps.has("/d-1"));`,
      options: "{ cleanupEmptyChildNamespaces: true }",
    },
    [true, false],
  ),
  played(
    "option: pingInterval, pingTimeout, maxHttpBufferSize",
    {
      program: server("{ pingInterval: 300, pingTimeout: 400, maxHttpBufferSize: 500 }"),
      play: opening("pingInterval", "pingTimeout", "maxPayload"),
    },
    [300, 400, 500],
  ),
  played(
    "option: pingTimeout",
    { program: server("{ pingInterval: 100, pingTimeout: 100 }"), play: closing("40") },
    1005,
  ),
  played(
    "option: maxHttpBufferSize",
    {
      program: server("{ maxHttpBufferSize: 100 }"),
      play: closing("40", `42["${"x".repeat(200)}"]`),
    },
    1009,
  ),
  played(
    "option: upgradeTimeout",
    {
      program: server("{ upgradeTimeout: 100 }"),
      play: async ({ ask, url }) => {
        const { sid } = opened((await ask(POLLING)).body);
        return new Promise((closed) =>
          new WebSocket(`${url}${WEBSOCKET}&sid=${String(sid)}`).once("close", closed),
        );
      },
    },
    1005,
  ),
  played(
    "option: allowRequest",
    {
      program: server(`{ allowRequest: (req, decide) => decide("closed", false) }`),
      play: async ({ ask }) => (await ask(POLLING)).body,
    },
    `{"code":4,"message":"closed"}`,
  ),
  played(
    "option: transports",
    { program: server(`{ transports: ["websocket"] }`), play: status(POLLING) },
    400,
  ),
  played(
    "option: allowUpgrades",
    { program: server("{ allowUpgrades: false }"), play: opening("upgrades") },
    [[]],
  ),
  played(
    "option: perMessageDeflate",
    {
      program: server("{ perMessageDeflate: true }"),
      play: async ({ upgrade }) =>
        (await upgrade(WEBSOCKET, { perMessageDeflate: true })).headers["sec-websocket-extensions"],
    },
    "permessage-deflate",
  ),
  played(
    "option: httpCompression",
    {
      program: server("{ httpCompression: { threshold: 1 } }"),
      play: async ({ ask }) =>
        (await ask(POLLING, { headers: { "Accept-Encoding": "gzip" } })).headers[
          "content-encoding"
        ],
    },
    "gzip",
  ),
  played(
    "option: initialPacket",
    {
      program: server(`{ initialPacket: "first" }`),
      play: async ({ url }) => {
        const socket = new WebSocket(`${url}${WEBSOCKET}`);
        return new Promise((said) =>
          socket.on("message", (data: Buffer) => {
            if (data.toString().startsWith("4")) said(data.toString());
          }),
        );
      },
    },
    "4first",
  ),
  played(
    "option: cookie",
    {
      program: server(`{ cookie: { name: "sid" } }`),
      play: async ({ ask }) =>
        String((await ask(POLLING)).headers["set-cookie"]).replace(/=[\w-]{20};/, "=…;"),
    },
    "sid=…; Path=/; HttpOnly; SameSite=Lax",
  ),
  played(
    "option: cors",
    {
      program: server(`{ cors: { origin: "http://a.example" } }`),
      play: async ({ ask }) =>
        (await ask(POLLING, { headers: { Origin: "http://b.example" } })).headers[
          "access-control-allow-origin"
        ],
    },
    "http://a.example",
  ),
  played(
    "option: allowEIO3",
    {
      program: server("{ allowEIO3: true }"),
      play: async ({ ask }) =>
        (await ask(POLLING.replace("EIO=4", "EIO=3"))).body.slice(0, 4).replace(/\\d+/, "n"),
    },
    "118:",
  ),
  played(
    "option: destroyUpgrade, destroyUpgradeTimeout",
    {
      program: server("{ destroyUpgradeTimeout: 20 }"),
      play: async ({ upgrade }) => (await upgrade("/elsewhere")).said,
    },
    "socket hang up",
  ),
  played(
    "option: addTrailingSlash",
    { program: server("{ addTrailingSlash: false }"), play: status(POLLING.replace("io/", "io")) },
    200,
  ),
];
