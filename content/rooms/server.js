import { Server } from "socket.io";

const io = new Server(3000);
const ids = {};

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  ids[name] = socket.id;
  if (name !== "Dave") socket.join("red");

  socket.on("join", (room) => socket.join(room));
  socket.on("leave", (room) => socket.leave(room));

  // Yours to change. Then press Run.
  socket.on("chat", (room, text) => {
    io.to(room).emit("chat", text);
  });

  // What the lesson asks about: one event for each question.
  socket.on("ask the client", () => socket.emit("join yourself", "red"));
  socket.on("from outside", () => socket.to("red").emit("news"));
  socket.on("too late", () => {
    io.to("green").emit("news");
    socket.join("green");
    socket.leave("green");
  });
  socket.on("in both", () => {
    socket.join("green");
    io.to("red").to("green").emit("news");
    socket.leave("green");
  });
  socket.on("still my own", () => {
    socket.join("green");
    io.to(socket.id).emit("news");
    socket.leave("green");
  });
  socket.on("seven", (id) => {
    socket.join(id);
    io.to("7").emit("news");
    socket.leave(id);
  });
  socket.on("listen in", () => {
    socket.join(ids.Alice);
    io.to(ids.Alice).emit("news");
    socket.leave(ids.Alice);
  });

  socket.on("disconnect", () => {
    for (const room of socket.rooms) io.to(room).emit("left", name);
  });
});
