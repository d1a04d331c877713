// Scenarios of what is sent: acknowledgements both ways, rooms and broadcasts, binary data.
import { asks, emits, type Scenario } from "./scenario.ts";

const ANSWERING = `const socket = io();

socket.on("word?", (answer) => answer("sesame"));
socket.on("there?", (answer) => answer("yes"));
`;
const LISTENING = `io().on("news", () => {});
`;
const BYTES = { $bytes: "AQIDBA==" };

export const sending: readonly Scenario[] = [
  {
    name: "acks",
    shows:
      "Acknowledgements from the server, from one client, from those a broadcast reached, and one that never comes.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("add", (a, b, answer) => answer(a + b));

  socket.on("ask me", async () => {
    const word = await socket.emitWithAck("word?");
    socket.emit("you said", word);
  });

  socket.on("ask the others", async () => {
    const answers = await socket.broadcast.timeout(20_000).emitWithAck("there?");
    console.log("the others say", answers);
  });

  socket.on("ask in vain", () => {
    socket.timeout(50).emit("why?", (error) => console.log(error.message));
  });
});
`,
      "client.js": ANSWERING,
    },
    clients: [
      { name: "Alice", transports: ["websocket"], file: "client.js" },
      { name: "Bob", transports: ["websocket"], file: "client.js" },
    ],
    steps: [
      asks("Alice", "add", 2, 3),
      emits("Alice", "ask me"),
      emits("Bob", "ask the others"),
      emits("Alice", "ask in vain"),
    ],
  },
  {
    name: "rooms",
    shows:
      "Who receives a broadcast and who does not: rows of the recipient matrix, sent in Alice's handler.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);
const members = { room1: ["Alice", "Bob", "Carol"], room2: ["Carol", "Dave"] };
const ids = {};

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  ids[name] = socket.id;
  for (const room in members) if (members[room].includes(name)) socket.join(room);

  socket.on("io.to(room1)", () => io.to("room1").emit("news"));
  socket.on("socket.to(room1)", () => socket.to("room1").emit("news"));
  socket.on("socket.broadcast", () => socket.broadcast.emit("news"));
  socket.on("io.except(room1)", () => io.except("room1").emit("news"));
  socket.on("io.to(room1).to(room2)", () => io.to("room1").to("room2").emit("news"));
  socket.on("io.to(room1).except(room2)", () => io.to("room1").except("room2").emit("news"));
  socket.on("socket.to(Bob's id)", () => socket.to(ids.Bob).emit("news"));
  socket.on("socket.to(my own id)", () => socket.to(socket.id).emit("news"));
  socket.on("io.to(room3)", () => io.to("room3").emit("news"));
  socket.on("socket.emit", () => socket.emit("news"));
});
`,
      "client.js": LISTENING,
    },
    clients: ["Alice", "Bob", "Carol", "Dave"].map((name) => ({
      name,
      transports: ["websocket" as const],
      auth: { name },
      // Dave listens for nothing: what reaches him reaches no listener.
      ...(name !== "Dave" && { file: "client.js" }),
    })),
    steps: [
      "io.to(room1)",
      "socket.to(room1)",
      "socket.broadcast",
      "io.except(room1)",
      "io.to(room1).to(room2)",
      "io.to(room1).except(room2)",
      "socket.to(Bob's id)",
      "socket.to(my own id)",
      "io.to(room3)",
      "socket.emit",
    ].map((row) => emits("Alice", row)),
  },
  {
    name: "binary",
    shows:
      "Bytes up, down and in acknowledgements: as frames of their own over WebSocket, as base64 over polling.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("reverse", (bytes, answer) => answer(new Uint8Array(bytes).reverse()));
  socket.on("share", (name, bytes) => {
    io.emit("file", { name, bytes, size: new Uint8Array([0, bytes.length]) });
  });
});
`,
    },
    clients: [
      { name: "Alice", transports: ["websocket"] },
      { name: "Bob", transports: ["polling"] },
    ],
    steps: [
      asks("Alice", "reverse", BYTES),
      asks("Bob", "reverse", BYTES),
      emits("Alice", "share", "from Alice", BYTES),
      emits("Bob", "share", "from Bob", BYTES),
    ],
  },
];
