import type { WrittenFigure } from "#protocol/figure.ts";

/** Socket.IO is attached to one HTTP server, and another one listens. */
export const figure: WrittenFigure = {
  scene: { clients: [{ name: "Alice", reconnection: false }] },
  files: {
    "server.js": `import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server);

io.on("connection", (socket) => socket.emit("welcome"));

app.listen(3000);
`,
  },
};
