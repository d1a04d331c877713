import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { user } = socket.handshake.auth;
  socket.join(`user:${user}`);

  socket.on("dm", (to, text, answer) => {
    socket.to(`user:${to}`).to(`user:${user}`).emit("dm", user, text);
    answer({ ok: true });
  });
});
