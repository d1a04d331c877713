// The client's manager, the engine beneath it, and what the package exports.
import {
  connect,
  Fetch,
  io,
  Manager,
  NodeWebSocket,
  NodeXHR,
  protocol,
  Socket,
} from "socket.io-client";
import { connected, echo, next, used, WEBSOCKET } from "./client-row.ts";
import type { Row } from "./row.ts";

/** Transports as classes, and over what they are. */
const TRANSPORTS = [
  ["NodeXHR", NodeXHR, "polling"],
  ["Fetch", Fetch, "polling"],
  ["NodeWebSocket", NodeWebSocket, "websocket"],
] as const;

const RETRYING = {
  ...WEBSOCKET,
  reconnection: true,
  reconnectionDelay: 5,
  reconnectionDelayMax: 5,
};
const NOWHERE = { ...RETRYING, path: "/nowhere", reconnectionAttempts: 2 };

const managers: readonly Row[] = [
  connected(
    "client Manager: engine, opts, socket",
    async (socket) => {
      const chat = socket.io.socket("/chat");
      await next(chat, "connect");
      return [
        chat.io === socket.io,
        socket.io.opts.path,
        socket.io.engine.transport.name,
        await echo(chat, 1),
      ];
    },
    [true, "/socket.io", "websocket", 1],
  ),
  used(
    "client Manager: reconnection, reconnectionAttempts, reconnectionDelay, randomizationFactor, reconnectionDelayMax, timeout",
    ({ io }) => {
      const all = () => [
        io.reconnection(),
        io.reconnectionAttempts(),
        io.reconnectionDelay(),
        io.randomizationFactor(),
        io.reconnectionDelayMax(),
        io.timeout(),
      ];
      const before = all();
      io.reconnection(true)
        .reconnectionAttempts(3)
        .reconnectionDelay(10)
        .randomizationFactor(0)
        .reconnectionDelayMax(20)
        .timeout(false);
      return [before, all()];
    },
    [
      [false, null, 1_000, 0.5, 5_000, 20_000],
      [true, 3, 10, 0, 20, false],
    ],
  ),
  used(
    "client Manager: open, connect; client Manager event: open, close; client option: autoConnect",
    {
      use: async (socket) => {
        const opened = next(socket.io, "open");
        await new Promise((open) => socket.io.open((error) => open(error)));
        socket.connect();
        await Promise.all([opened, next(socket, "connect")]);
        const closed = next(socket.io, "close");
        socket.disconnect();
        const [reason] = await closed;
        await new Promise((open) => socket.io.connect((error) => open(error)));
        return [reason, socket.io.engine.readyState];
      },
      options: { ...WEBSOCKET, autoConnect: false },
    },
    ["forced close", "open"],
  ),
  used(
    "client Manager event: error, reconnect_attempt, reconnect_error, reconnect_failed; client option: reconnection, reconnectionAttempts, reconnectionDelay, reconnectionDelayMax, path",
    {
      use: async ({ io }) => {
        const seen: string[] = [];
        for (const event of ["error", "reconnect_attempt", "reconnect_error"] as const)
          io.on(event, (what: number | Error) =>
            seen.push(`${event} ${typeof what === "number" ? what : what.message}`),
          );
        await next(io, "reconnect_failed");
        return seen;
      },
      options: { ...NOWHERE, transports: ["polling"] },
    },
    [
      "error xhr poll error",
      "reconnect_attempt 1",
      "error xhr poll error",
      "reconnect_error xhr poll error",
      "reconnect_attempt 2",
      "error xhr poll error",
      "reconnect_error xhr poll error",
    ],
  ),
  connected(
    "client Manager event: reconnect, ping, packet",
    {
      use: async (socket) => {
        const pinged = next(socket.io, "ping");
        const packet = next(socket.io, "packet");
        const again = next(socket.io, "reconnect");
        await pinged;
        socket.emit("cut me off");
        const [attempt] = await again;
        await next(socket, "connect");
        return [attempt, ((await packet) as { type: number }[])[0]?.type, await echo(socket, 1)];
      },
      options: RETRYING,
    },
    [1, 0, 1],
  ),
  connected(
    "client Engine: id, transport; client Engine event: packet, packetCreate, drain, upgrade",
    {
      use: async (socket) => {
        const { engine } = socket.io;
        const seen = new Set<string>();
        for (const event of ["packet", "packetCreate", "drain"] as const)
          engine.on(event, () => seen.add(event));
        await echo(socket, 1);
        if (engine.transport.name === "polling") await next(engine, "upgrade");
        else seen.add("upgrade");
        return [
          typeof engine.id,
          engine.transport.name,
          [...seen].filter((one) => one !== "upgrade").toSorted(),
        ];
      },
      options: {},
    },
    ["string", "websocket", ["drain", "packet", "packetCreate"]],
  ),
  connected(
    "client Engine: close; client Engine event: close",
    async (socket) => {
      const closed = next(socket.io.engine, "close");
      const gone = next(socket, "disconnect");
      socket.io.engine.close();
      return [(await closed)[0], (await gone)[0]];
    },
    ["forced close", "forced close"],
  ),
];

const exported: readonly Row[] = [
  used(
    "client export: io, connect, Manager, Socket, protocol",
    async (_socket, { url }) => {
      const manager = new Manager(url, { ...WEBSOCKET, reconnection: false });
      const socket = new Socket(manager, "/chat").connect();
      await next(socket, "connect");
      const answer = await echo(socket, 1);
      socket.disconnect();
      return [io === connect, protocol, answer];
    },
    [true, 5, 1],
  ),
  ...TRANSPORTS.map(([name, made, transport]) =>
    connected(
      `client export: ${name}`,
      {
        use: async (socket) => [socket.io.engine.transport.name, await echo(socket, "ü")],
        options: { transports: [made] },
      },
      [transport, "ü"],
    ),
  ),
];

export const clientConnectionRows: readonly Row[] = [...managers, ...exported];
