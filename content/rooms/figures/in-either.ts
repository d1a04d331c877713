import type { WrittenFigure } from "#protocol/figure.ts";
import { scene } from "../scene.ts";

/** Alice and Bob are in red, Carol in red and in green, Dave in neither. */
const server = `import { Server } from "socket.io";

const io = new Server(3000);
const rooms = { Alice: ["red"], Bob: ["red"], Carol: ["red", "green"], Dave: [] };

io.on("connection", (socket) => {
  socket.join(rooms[socket.handshake.auth.name]);
  socket.on("tell both", () => io.to("red").to("green").emit("news"));
});
`;

/** Without the polls before the upgrade. */
export const figure: WrittenFigure = {
  scene: { clients: scene.clients.map((client) => ({ ...client, transports: ["websocket"] })) },
  files: { "server.js": server },
  acts: [{ act: "emit", client: "Alice", event: "tell both" }],
};
