import { Server } from "socket.io";

const io = new Server(3000, {
  cors: { origin: ["https://app.test"] },
});

io.on("connection", (socket) => {
  socket.emit("welcome");
});
