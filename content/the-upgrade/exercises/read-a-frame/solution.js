import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("frame", (bytes, answer) => {
    const [first, second, ...rest] = bytes;
    const isMasked = second >= 0x80;
    const key = isMasked ? rest.slice(0, 4) : [0];
    const payload = isMasked ? rest.slice(4) : rest;
    const plain = payload.map((byte, index) => byte ^ key[index % key.length]);
    answer({ fin: first >= 0x80, opcode: first & 0x0f, text: String.fromCharCode(...plain) });
  });
});
