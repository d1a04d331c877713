import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;

  socket.on("join", (room) => socket.join(room));

  socket.on("disconnect", () => {
    for (const room of socket.rooms) io.to(room).emit("left", room, name);
  });
});
