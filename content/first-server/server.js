import { createServer } from "node:http";
import { Server } from "socket.io";

console.log("server.js begins");

const server = createServer((request, response) => {
  response.end("Hello over HTTP");
});

// Yours to change. Then press Run.
const io = new Server(server, {
  cors: ["https://app.test"],
});

let connections = 0;

io.on("connection", (socket) => {
  connections += 1;
  socket.emit("welcome", { id: socket.id, connections });

  // What the lesson asks about: one event for each question.
  socket.on("reload", () => socket.emit("come again"));
  socket.on("tell everyone", () => io.emit("news"));
});

server.listen(3000, () => {
  console.log("it listens on port 3000");
});

console.log("server.js ends");
