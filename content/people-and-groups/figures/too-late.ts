import type { WrittenFigure } from "#protocol/figure.ts";

/** The database answers right after the client's first word, however fast the machine is. */
const server = `import { Server } from "socket.io";

const io = new Server(3000);
const groupsOf = ({ conn }) =>
  new Promise((resolve) => conn.once("packet", () => setTimeout(resolve, 0, ["7"])));

io.on("connection", async (socket) => {
  for (const id of await groupsOf(socket)) socket.join("group:" + id);
  socket.on("hello", () => socket.emit("welcome"));
});
`;

const client = `const socket = io();
socket.on("connect", () => socket.emit("hello"));
socket.on("welcome", () => log("welcome"));
`;

export const figure: WrittenFigure = {
  scene: { clients: [{ name: "Alice", file: "client.js", transports: ["websocket"] }] },
  files: { "server.js": server, "client.js": client },
};
