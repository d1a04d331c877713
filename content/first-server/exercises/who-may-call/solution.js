import { Server } from "socket.io";

const io = new Server(3000, {
  cors: { origin: ["https://app.test"] },
  allowRequest: (request, decide) => {
    const { origin } = request.headers;
    decide(null, origin === undefined || origin === "https://app.test");
  },
});

io.on("connection", (socket) => {
  socket.emit("welcome");
});
