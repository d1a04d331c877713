import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("roll call", () => {
    io.emit("there?", (error, answers) => {
      socket.emit("report", answers.length, error !== null);
    });
  });
});
