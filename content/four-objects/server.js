import { Server } from "socket.io";

const io = new Server(3000);
let visits = 0;

io.of("/chat").on("connection", () => {});

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  visits += 1;
  socket.data.pressed = 0;
  console.log(`visit ${visits}: ${name} has socket ${socket.id}`);

  // Yours to change. Then press Run.
  socket.on("press", () => {
    socket.data.pressed += 1;
    io.emit("pressed", name, socket.data.pressed);
  });

  // What the lesson asks about: one event for each question.
  socket.on("hi", () => socket.emit("news"));
  socket.on("to everyone", () => io.emit("news"));
  socket.on("to the chat", () => io.of("/chat").emit("news"));
  socket.on("to no room", () => io.to("everyone").emit("news"));
});
