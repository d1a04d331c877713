// Scenarios of how a client comes in: the change of transport, one transport only, a refusal, namespaces.
import { asks, emits, type Scenario } from "./scenario.ts";

const HELLO = `import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("hello", (name) => {
    socket.emit("welcome", name);
  });
});
`;

const GREETING = `const socket = io();

socket.on("welcome", (name) => log("the server knows me as", name));
`;

export const connecting: readonly Scenario[] = [
  {
    name: "connect-with-upgrade",
    shows: "A client begins with polling, changes to WebSocket, and then says hello over it.",
    files: { "server.js": HELLO, "alice.js": GREETING },
    clients: [{ name: "Alice", file: "alice.js" }],
    steps: [emits("Alice", "hello", "Alice")],
  },
  {
    name: "websocket-only",
    shows: "A client that uses nothing but WebSocket: one connection, no poll, no change.",
    files: { "server.js": HELLO },
    clients: [{ name: "Alice", transports: ["websocket"], auth: { token: "abc" } }],
    steps: [emits("Alice", "hello", "Alice")],
  },
  {
    name: "middleware-rejection",
    shows: "A middleware lets Alice in and refuses Mallory, with a reason and data.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);

io.use((socket, next) => {
  if (socket.handshake.auth.token === "sesame") return next();
  const error = new Error("not authorized");
  error.data = { hint: "ask for a token" };
  next(error);
});

io.on("connection", (socket) => {
  socket.on("count", (answer) => answer(io.of("/").sockets.size));
  socket.on("news", () => io.emit("news"));
});
`,
      "mallory.js": `const socket = io({ auth: { token: "please" } });

socket.on("connect_error", (error) => log(error.message, error.data));
`,
    },
    clients: [
      { name: "Alice", transports: ["websocket"], auth: { token: "sesame" } },
      { name: "Mallory", transports: ["websocket"], file: "mallory.js" },
    ],
    steps: [asks("Alice", "count"), emits("Alice", "news")],
  },
  {
    name: "namespaces",
    shows: "Two namespaces over one connection, and one that the server does not have.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);
const chat = io.of("/chat");

io.on("connection", () => {});

chat.on("connection", (socket) => {
  socket.on("line", (text) => chat.emit("line", text));
});
`,
    },
    clients: [
      { name: "Alice", transports: ["websocket"] },
      { name: "Bob", transports: ["websocket"] },
    ],
    steps: [
      {
        title: "Alice emits in /chat, which connects her there first",
        client: "Alice",
        deed: { do: "emit", nsp: "/chat", event: "line", args: ["hi"] },
      },
      {
        title: "Bob emits in /nope, which there is not",
        client: "Bob",
        deed: { do: "emit", nsp: "/nope", event: "line", args: ["hi"] },
      },
    ],
  },
];
