import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.data.count = 0;

  socket.on("inc", (callback) => {
    socket.data.count += 1;
    callback(socket.data.count);
  });
});
