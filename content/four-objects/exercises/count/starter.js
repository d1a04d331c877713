import { Server } from "socket.io";

const io = new Server(3000);
let count = 0;

io.on("connection", (socket) => {
  socket.on("inc", (callback) => {
    count += 1;
    callback(count);
  });
});
