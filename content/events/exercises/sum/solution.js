import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("sum", (a, b) => {
    socket.emit("sum:result", a + b);
  });
});
