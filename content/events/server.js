import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.emit("welcome", "You are connected.");

  // Yours to change. Then press Run.
  socket.on("greet", (name, mood) => {
    console.log(name, mood);
  });

  // What the lesson asks about: one event for each question.
  socket.on("chat", (text) => console.log("chat:", text));
  socket.on("say it big", () => socket.emit("News", "with a capital N"));
  socket.on("send things", () => {
    socket.emit("things", new Date(0), new Map([["a", 1]]), undefined, Number.NaN);
  });
});
