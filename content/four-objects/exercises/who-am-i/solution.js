import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;

  socket.on("whoami", (callback) => {
    callback({ id: socket.id, name });
  });
});
