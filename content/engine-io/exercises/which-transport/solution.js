import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { conn } = socket;
  socket.emit("began", conn.transport.name);
  conn.once("upgrade", () => {
    socket.emit("upgraded", conn.transport.name);
  });
});
