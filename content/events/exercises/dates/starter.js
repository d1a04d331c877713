import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("report", (ms, words) => {
    const when = new Date(ms);
    const counts = new Map();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const different = new Set(words);

    socket.emit("reported", when, counts, different);
  });
});
