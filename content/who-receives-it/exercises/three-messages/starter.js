import { Server } from "socket.io";

const io = new Server(3000);
const ids = {};

io.on("connection", (socket) => {
  ids[socket.handshake.auth.name] = socket.id;

  socket.on("join", (room) => socket.join(room));

  // 1. To everyone in the room, except the one who wrote it.
  socket.on("chat", (room, text) => {
    io.to(room).emit("chat", text);
  });

  // 2. To this one person, and to nobody else.
  socket.on("whisper", (name, text) => {
    socket.broadcast.emit("whisper", text);
  });

  // 3. To everyone who is connected, once each.
  socket.on("announce", (text) => {
    socket.broadcast.emit("announce", text);
  });
});
