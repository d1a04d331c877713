import express from "express";
import { createServer } from "node:http";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.json());
app.set("io", io);

io.on("connection", (socket) => {
  socket.join(`user:${socket.handshake.auth.user}`);
});

app.post("/messages", (req, res) => {
  const { from, to, text } = req.body;
  const io = req.app.get("io");
  io.emit("newMessage", from, text);
  res.status(201).json({ from, to, text });
});

server.listen(3000);
