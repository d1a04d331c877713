import type { ApiObject } from "./member.ts";

export const manager: ApiObject = {
  id: "manager",
  title: "Manager, in the client",
  side: "client",
  says: "socket.io: the connection under the sockets of a page, and how it comes back.",
  members: [
    ["open(callback)", 12, "Connects.", "socket.io.open((err) => console.log(err));"],
    ["connect(callback)", 12, "Another name of open.", "socket.io.connect();"],
    [
      "socket(nsp, options)",
      16,
      "A socket of another namespace on the same connection. The name begins with a slash.",
      'const chat = socket.io.socket("/chat");',
    ],
    [
      "engine",
      3,
      "The Engine.IO client under it; it too says upgrade, packet, packetCreate, drain and close.",
      "console.log(socket.io.engine.transport.name);",
    ],
    [
      "reconnection(flag)",
      12,
      "Whether it comes back by itself.",
      "socket.io.reconnection(false);",
    ],
    [
      "reconnectionAttempts(count)",
      12,
      "How often it tries; without end unless told.",
      "socket.io.reconnectionAttempts(10);",
    ],
    [
      "reconnectionDelay(ms)",
      12,
      "How long it waits before the first try; twice as long before each further one.",
      "socket.io.reconnectionDelay(500);",
    ],
    [
      "reconnectionDelayMax(ms)",
      12,
      "How long it waits at most.",
      "socket.io.reconnectionDelayMax(10_000);",
    ],
    [
      "randomizationFactor(share)",
      12,
      "How much chance there is in the waiting, so that not all come back at once.",
      "socket.io.randomizationFactor(0.5);",
    ],
    ["timeout(ms)", 12, "How long one try may take.", "socket.io.timeout(20_000);"],
    [
      'on("open")',
      12,
      "Runs when the connection under the sockets is there.",
      'socket.io.on("open", () => {});',
    ],
    [
      'on("error")',
      12,
      "Runs when it could not be had.",
      'socket.io.on("error", (err) => console.log(err.message));',
    ],
    [
      'on("ping")',
      12,
      "Runs when the server’s heartbeat has come.",
      'socket.io.on("ping", () => {});',
    ],
    [
      'on("reconnect_attempt")',
      12,
      "Runs before each try to come back.",
      'socket.io.on("reconnect_attempt", (attempt) => console.log(attempt));',
    ],
    [
      'on("reconnect")',
      12,
      "Runs when one has succeeded. Never on the socket itself.",
      'socket.io.on("reconnect", (attempt) => console.log(attempt));',
    ],
    [
      'on("reconnect_error")',
      12,
      "Runs when one has failed.",
      'socket.io.on("reconnect_error", (err) => console.log(err.message));',
    ],
    [
      'on("reconnect_failed")',
      12,
      "Runs when it has given up.",
      'socket.io.on("reconnect_failed", () => {});',
    ],
    [
      'on("close")',
      12,
      "Runs when the connection has gone.",
      'socket.io.on("close", (reason) => console.log(reason));',
    ],
  ],
};
