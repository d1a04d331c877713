import { createServer } from "node:http";
import { Server } from "socket.io";

const server = createServer((request, response) => {
  response.end("No news yet");
});

const io = new Server(server, {
  allowRequest: ({ url }, decide) => decide(null, !url.includes("name=Carol")),
  // A frame typed by hand takes its time: nobody is asked whether they are there, or turned out for being slow.
  pingInterval: 600_000,
  connectTimeout: 600_000,
});

io.on("connection", (socket) => {
  socket.on("say", (text) => io.emit("said", text));
  socket.on("disconnect", (reason, details) => console.log("gone:", reason, details ?? ""));

  // What the lesson asks about.
  socket.on("tell everyone", () => io.emit("news"));
});

server.listen(3000);
