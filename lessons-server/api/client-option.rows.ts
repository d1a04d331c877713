// The options of `io(…)`, as far as they mean something in Node and without TLS.
import { io, Manager } from "socket.io-client";
import { connected, next, used, WEBSOCKET } from "./client-row.ts";
import { played, type Row } from "./row.ts";

const POLLING = { transports: ["polling"] };
/** Every packet a text that Socket.IO's own parser makes nothing of. */
const OTHER_PARSER = {
  Encoder: class {
    encode = (packet: object): readonly string[] => [JSON.stringify(packet)];
  },
  Decoder: class {
    on(): void {}
    off(): void {}
    destroy(): void {}
  },
};

export const clientOptionRows: readonly Row[] = [
  used(
    "client option: forceNew, multiplex",
    (_socket, { url }) => {
      const plain = { autoConnect: false };
      const [one, same] = [io(url, plain), io(`${url}/chat`, plain)];
      const others = [
        io(url, { ...plain, forceNew: true }),
        io(`${url}/chat`, { ...plain, multiplex: false }),
      ];
      return [one.io === same.io, ...others.map((other) => other.io === one.io)];
    },
    [true, false, false],
  ),
  connected(
    "client option: path",
    {
      use: (socket) => socket.emitWithAck("echo", 1),
      options: {
        ...WEBSOCKET,
        path: "/socket.io",
      },
    },
    1,
  ),
  connected(
    "client option: randomizationFactor, reconnectionDelay, reconnectionDelayMax",
    {
      use: async (socket) => {
        const { backoff } = socket.io as unknown as { backoff: { duration: () => number } };
        return [1, 2, 3].map(() => backoff.duration());
      },
      options: {
        ...WEBSOCKET,
        randomizationFactor: 0,
        reconnectionDelay: 40,
        reconnectionDelayMax: 100,
      },
    },
    [40, 80, 100],
  ),
  played(
    "client option: timeout",
    {
      // It is somewhere else, and what asks here has no answer.
      program: `
        const web = require("http").createServer(() => {});
        const { Server } = require("socket.io"); const io = new Server(web, { path: "/elsewhere" }); web.listen(PORT);`,
      play: async ({ client }) => {
        const [error] = (await next(client({ ...POLLING, timeout: 50 }).io, "error")) as [Error];
        return error.message;
      },
    },
    "timeout",
  ),
  used(
    "client option: parser",
    {
      use: async (socket) => {
        const [reason] = await new Promise<unknown[]>((gone) =>
          socket.io.engine.once("close", (...why: unknown[]) => gone(why)),
        );
        return reason;
      },
      options: { ...WEBSOCKET, parser: OTHER_PARSER },
    },
    "transport close",
  ),
  connected(
    "client option: retries, ackTimeout",
    {
      use: async (socket) => {
        const sent: unknown[] = [];
        // Whether a pong falls into this time is the machine's affair.
        socket.io.engine.on(
          "packetCreate",
          ({ type, data }) => void (type === "message" && sent.push(data)),
        );
        const error = await new Promise<Error>((failed) => socket.emit("nobody answers", failed));
        return [error.message, sent];
      },
      options: { ...WEBSOCKET, retries: 2, ackTimeout: 30 },
    },
    [
      "operation has timed out",
      ['20["nobody answers"]', '21["nobody answers"]', '22["nobody answers"]'],
    ],
  ),
  used(
    "client option: host, hostname, port, secure",
    async (_socket, { url }) => {
      const { hostname, port } = new URL(url);
      const at = { port, secure: false, ...WEBSOCKET, reconnection: false };
      return Promise.all(
        [{ hostname }, { host: hostname }].map(async (host) => {
          const socket = new Manager({ ...host, ...at }).socket("/");
          await next(socket, "connect");
          return socket.disconnect().connected;
        }),
      );
    },
    [false, false],
  ),
  connected(
    "client option: rememberUpgrade",
    {
      use: async (socket) => {
        const { engine } = socket.io;
        if (engine.transport.name === "polling") await next(engine, "upgrade");
        socket.disconnect();
        socket.connect();
        await next(socket, "connect");
        return socket.io.engine.transport.name;
      },
      options: { rememberUpgrade: true },
    },
    "websocket",
  ),
  connected(
    "client option: forceBase64",
    {
      use: async (socket) => {
        const sent = new Promise((created) =>
          socket.io.engine.on(
            "packetCreate",
            ({ data }) => typeof data !== "string" && created("binary"),
          ),
        );
        const answer = (await socket.emitWithAck("echo", Buffer.from([1, 2]))) as Uint8Array;
        return [await sent, [...answer]];
      },
      options: { ...POLLING, forceBase64: true },
    },
    ["binary", [1, 2]],
  ),
  played(
    "client option: withCredentials",
    {
      program: `
    const { Server } = require("socket.io"); const io = new Server(PORT, { cookie: { name: "sid" } });
    const cookies = []; io.engine.use((req, res, next) => { cookies.push(String(req.headers.cookie).slice(0, 4)); next(); });
    io.on("connection", (socket) => socket.on("cookies", (answer) => answer(cookies.slice(0, 3))));`,
      play: ({ client }) =>
        client({ ...POLLING, withCredentials: true }).emitWithAck("cookies") as Promise<unknown>,
    },
    ["unde", "sid=", "sid="],
  ),
  connected(
    "client option: addTrailingSlash",
    {
      use: (socket) => socket.emitWithAck("echo", 1),
      options: {
        ...WEBSOCKET,
        addTrailingSlash: true,
      },
    },
    1,
  ),
];
