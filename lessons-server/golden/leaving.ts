// Scenarios of how connections end, and what each side is told of it: the rows of PROTOCOL 4.5 that need no waiting.
import { emits, leaves, loses, type Scenario } from "./scenario.ts";

const NAMED = `io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  socket.on("disconnect", (reason) => console.log(name, "has left:", reason));
`;
const TWO = ["Alice", "Bob"].map((name, i) => ({
  name,
  transports: [i === 0 ? ("websocket" as const) : ("polling" as const)],
  auth: { name },
}));

export const leaving: readonly Scenario[] = [
  {
    name: "disconnects",
    shows:
      "Clients leave or are sent away one after the other, each for another reason; Frank stays.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);

${NAMED}
  socket.on("send me away", () => socket.disconnect());
  socket.on("cut me off", () => socket.disconnect(true));
  socket.on("roll call", () => io.emit("roll call"));
});
`,
    },
    clients: [
      { name: "Alice", transports: ["websocket"], auth: { name: "Alice" } },
      { name: "Bob", transports: ["polling"], auth: { name: "Bob" } },
      { name: "Carol", transports: ["websocket"], auth: { name: "Carol" } },
      { name: "Dave", transports: ["websocket"], auth: { name: "Dave" } },
      { name: "Eve", transports: ["websocket"], auth: { name: "Eve" } },
      // The one that comes back at once.
      {
        name: "Frank",
        transports: ["websocket"],
        auth: { name: "Frank" },
        reconnectionDelay: 20,
        reconnectionDelayMax: 20,
      },
    ],
    steps: [
      leaves("Alice"),
      leaves("Bob"),
      emits("Carol", "send me away"),
      emits("Dave", "cut me off"),
      loses("Eve"),
      loses("Frank"),
      emits("Frank", "roll call"),
    ],
  },
  {
    name: "server-closes",
    shows: "io.close(): every client is disconnected, and the program has nothing left to do.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);

${NAMED}
  socket.on("close the server", () => io.close());
});
`,
    },
    clients: TWO,
    steps: [emits("Alice", "close the server")],
  },
  {
    name: "program-crashes",
    shows:
      "An error that nobody catches ends the program, as it ends a Node process, and every connection with it.",
    files: {
      "server.js": `import { Server } from "socket.io";

const io = new Server(3000);

${NAMED}
  socket.on("profile", (user) => {
    socket.emit("profile", user.name.toUpperCase());
  });
});
`,
    },
    clients: TWO,
    steps: [emits("Alice", "profile", { nickname: "al" })],
  },
];
