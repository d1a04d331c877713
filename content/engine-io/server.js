import { Server } from "socket.io";

// 25 and 20 seconds unless told. A ping comes sooner here, and an answer typed by hand may take two minutes.
const io = new Server(3000, { pingInterval: 10_000, pingTimeout: 120_000 });

io.on("connection", (socket) => {
  const { conn } = socket;
  socket.data.began = conn.transport.name;
  console.log(`connection, by ${conn.transport.name}`);
  conn.once("upgrade", () => console.log(`upgraded to ${conn.transport.name}`));

  socket.on("say", (text) => io.emit("said", text));

  // What the lesson asks about: one event for each question.
  socket.on("who began by polling", () => {
    for (const each of io.sockets.sockets.values())
      if (each.data.began === "polling") each.emit("you began by polling");
  });
  socket.on("who polls now", () => {
    // A moment later: then every upgrade has been made.
    setTimeout(() => {
      for (const each of io.sockets.sockets.values())
        if (each.conn.transport.name === "polling") each.emit("you poll");
    }, 200);
  });
  socket.on("to my session", () => {
    // Engine.IO keeps it to itself: types do not know of it.
    const session = Reflect.get(conn, "id");
    io.to(session).emit("news");
  });
});
