import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("sendMessage", (message) => {
    const { room, text } = message ?? {};
    if (typeof room !== "string" || typeof text !== "string") {
      socket.emit("error:validation");
      return;
    }
    io.emit("message", room, text);
  });
});
