import type { ApiObject } from "./member.ts";

export const engine: ApiObject = {
  id: "engine",
  title: "Engine.IO, under the server",
  side: "server",
  says: "io.engine has every session, and socket.conn one of them: transports, heartbeat and HTTP, without events and rooms.",
  members: [
    ["clientsCount", 3, "How many sessions are open.", "console.log(io.engine.clientsCount);"],
    [
      'on("connection")',
      3,
      "Runs for each session, before there is a socket.",
      'io.engine.on("connection", (session) => console.log(session.id));',
    ],
    [
      'on("connection_error")',
      21,
      "Runs when a request is refused, with its code and why.",
      'io.engine.on("connection_error", (err) => console.log(err.code, err.message));',
    ],
    [
      'on("initial_headers")',
      21,
      "Lets you add headers to the first answer of a session.",
      'io.engine.on("initial_headers", (headers) => { headers["x-by"] = "me"; });',
    ],
    [
      'on("headers")',
      21,
      "Lets you add headers to every answer.",
      'io.engine.on("headers", (headers) => { headers["x-by"] = "me"; });',
    ],
    [
      "use(middleware)",
      11,
      "Runs for each HTTP request, as a middleware of Express does.",
      "io.engine.use((req, res, next) => next());",
    ],
    [
      "generateId",
      21,
      "How a session gets its id.",
      "io.engine.generateId = () => crypto.randomUUID();",
    ],
    [
      "conn.id",
      3,
      "The session’s id: the `sid` of the addresses, and not socket.id.",
      "console.log(socket.conn.id);",
    ],
    [
      "conn.protocol",
      3,
      "Which Engine.IO protocol the client speaks.",
      "console.log(socket.conn.protocol);",
    ],
    [
      "conn.transport.name",
      3,
      "polling, websocket or webtransport.",
      "console.log(socket.conn.transport.name);",
    ],
    [
      "conn.remoteAddress",
      3,
      "The address it comes from, or that of the proxy.",
      "console.log(socket.conn.remoteAddress);",
    ],
    [
      "conn.readyState",
      3,
      "opening, open, closing or closed.",
      "console.log(socket.conn.readyState);",
    ],
    [
      'conn.on("upgrade")',
      3,
      "Runs when it has changed to a better transport.",
      'socket.conn.on("upgrade", (transport) => console.log(transport.name));',
    ],
    [
      'conn.on("packet")',
      3,
      "Runs for each Engine.IO packet that comes.",
      'socket.conn.on("packet", ({ type, data }) => console.log(type, data));',
    ],
    [
      'conn.on("packetCreate")',
      3,
      "Runs for each that is sent.",
      'socket.conn.on("packetCreate", ({ type }) => console.log(type));',
    ],
    [
      'conn.on("drain")',
      3,
      "Runs when everything that waited has been sent.",
      'socket.conn.on("drain", () => {});',
    ],
    [
      'conn.on("close")',
      3,
      "Runs when the session has ended.",
      'socket.conn.on("close", (reason) => console.log(reason));',
    ],
  ],
};
