import { Server } from "socket.io";

const io = new Server(3000);
let me = {};

io.on("connection", (socket) => {
  me = { id: socket.id, name: socket.handshake.auth.name };

  socket.on("whoami", (callback) => {
    callback(me);
  });
});
