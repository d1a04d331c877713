import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server, {
  cors: ["https://app.test"],
});

io("connection", (socket) => {
  socket.on("hello", (callback) => callback("welcome"));
});

app.lister(3001);
