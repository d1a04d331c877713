import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  // Yours to change. Then press Run.
  socket.on("say", (text) => {
    io.emit("said", text);
  });
});
