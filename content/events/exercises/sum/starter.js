import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("sum", (numbers) => {
    io.emit("sum:result", numbers.a + numbers.b);
  });
});
