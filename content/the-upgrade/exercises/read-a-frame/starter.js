import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("frame", (bytes, answer) => {
    const payload = bytes.slice(2);
    answer({ fin: true, opcode: 1, text: String.fromCharCode(...payload) });
  });
});
