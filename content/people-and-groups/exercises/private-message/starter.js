import { Server } from "socket.io";

const io = new Server(3000);
const idOf = {};

io.on("connection", (socket) => {
  const { user } = socket.handshake.auth;
  idOf[user] = socket.id;

  socket.on("dm", (to, text, answer) => {
    io.to(idOf[to]).emit("dm", user, text);
    answer({ ok: true });
  });
});
