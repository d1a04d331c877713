import { Server } from "socket.io";

const io = new Server(3000, { pingInterval: 1_000, pingTimeout: 2_000 });

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;

  socket.on("disconnect", () => {
    io.emit("gone", name);
  });
});
