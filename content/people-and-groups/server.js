import express from "express";
import { createServer } from "node:http";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.json());
app.set("io", io);

// In a real program: a table of the database. Who belongs to which group?
const groups = { Alice: ["7"], Bob: ["7"], Carol: [] };
const groupsOf = async (user) => groups[user] ?? [];
// The ids that a database gave to three people within the same hour.
const ids = { Alice: "6650a1f20c31", Bob: "6650a47b9d02", Carol: "6650ab90e877" };
const firstSocketOf = {};

io.on("connection", async (socket) => {
  const { user, tab } = socket.handshake.auth;
  socket.join(`user:${user}`);
  if (tab === "1") firstSocketOf[user] = socket.id;

  // Yours to change. Then press Run.
  socket.on("dm", (to, text) => {
    io.to(`user:${to}`).emit("dm", user, text);
  });

  socket.on("join group", async (id, answer) => {
    const isMember = (await groupsOf(user)).includes(id);
    if (isMember) socket.join(`group:${id}`);
    answer({ ok: isMember });
  });
  socket.on("say in group", (id, text) => {
    if (socket.rooms.has(`group:${id}`)) socket.to(`group:${id}`).emit("said in group", user, text);
  });

  // What the lesson asks about: one event for each question.
  socket.on("dm to one id", (to) => io.to(firstSocketOf[to]).emit("news"));
  socket.on("dm to both people", (to) => {
    socket.to(`user:${to}`).to(`user:${user}`).emit("news");
  });
  socket.on("dm in a short room", (to) => {
    const roomOf = (a, b) => ids[a].slice(0, 5) + ids[b].slice(0, 5);
    io.in("user:Carol").socketsJoin(roomOf("Carol", "Alice"));
    io.in(["user:Alice", "user:Bob"]).socketsJoin(roomOf(user, to));
    socket.to(roomOf(user, to)).emit("news");
    io.socketsLeave(roomOf(user, to));
  });

  for (const id of await groupsOf(user)) socket.join(`group:${id}`);
});

app.post("/messages", (req, res) => {
  const { from, to, text } = req.body;
  const io = req.app.get("io");
  io.to(`user:${to}`).to(`user:${from}`).emit("newMessage", from, text);
  res.status(201).json({ from, to, text });
});

app.post("/login", (req, res) => {
  io.to(`user:${req.body.user}`).emit("news");
  res.json({ welcome: req.body.user });
});

server.listen(3000);
