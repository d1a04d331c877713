import { Server } from "socket.io";

const io = new Server(3000);
const room1 = ["Alice", "Bob", "Carol"];
const room2 = ["Carol", "Dave"];
const ids = {};

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  ids[name] = socket.id;
  if (room1.includes(name)) socket.join("room1");
  if (room2.includes(name)) socket.join("room2");

  // Yours to change. Then press Run.
  socket.on("say", (text) => {
    socket.broadcast.emit("said", text);
  });

  // The lesson's table: one event for each form.
  socket.on("socket", () => socket.emit("news"));
  socket.on("socket.broadcast", () => socket.broadcast.emit("news"));
  socket.on("socket.local", () => socket.local.emit("news"));
  socket.on("io", () => io.emit("news"));
  socket.on("io.sockets", () => io.sockets.emit("news"));
  socket.on("io.local", () => io.local.emit("news"));
  socket.on("io.except(me)", () => io.except(socket.id).emit("news"));

  socket.on("io.to(room1)", () => io.to("room1").emit("news"));
  socket.on("io.to(room2)", () => io.to("room2").emit("news"));
  socket.on("io.to both", () => io.to("room1").to("room2").emit("news"));
  socket.on("io.to, except", () => io.to("room1").except("room2").emit("news"));
  socket.on("io.except(room1)", () => io.except("room1").emit("news"));
  socket.on("two emits", () => {
    io.to("room1").emit("news");
    io.to("room2").emit("news");
  });

  socket.on("socket.to(room1)", () => socket.to("room1").emit("news"));
  socket.on("socket.in(room1)", () => socket.in("room1").emit("news"));
  socket.on("broadcast.to", () => socket.broadcast.to("room1").emit("news"));
  socket.on("socket.to both", () => socket.to("room1").to("room2").emit("news"));

  socket.on("io.to(Bob)", () => io.to(ids.Bob).emit("news"));
  socket.on("socket.to(Bob)", () => socket.to(ids.Bob).emit("news"));
  socket.on("socket.to(me)", () => socket.to(socket.id).emit("news"));

  socket.on("to nowhere", () => io.to("room3").emit("news"));
  socket.on("to undefined", () => io.to(undefined).emit("news"));
  socket.on("to empty", () => io.to("").emit("news"));
  socket.on("to none", () => io.to([]).emit("news"));
  socket.on("io.of(/chat)", () => io.of("/chat").emit("news"));
});
