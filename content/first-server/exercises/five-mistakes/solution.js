import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server, {
  cors: { origin: ["https://app.test"] },
});

io.on("connection", (socket) => {
  socket.on("hello", (callback) => callback("welcome"));
});

server.listen(3000);
