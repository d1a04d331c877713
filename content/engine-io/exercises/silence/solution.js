import { Server } from "socket.io";

const io = new Server(3000, { pingInterval: 800, pingTimeout: 1_200 });

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;

  socket.on("disconnect", () => {
    io.emit("gone", name);
  });
});
