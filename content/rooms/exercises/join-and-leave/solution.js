import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("join", (room) => {
    socket.join(room);
  });

  socket.on("leave", (room) => {
    socket.leave(room);
  });

  socket.on("chat", (room, text) => {
    if (!socket.rooms.has(room)) return;
    socket.to(room).emit("chat", text);
  });
});
