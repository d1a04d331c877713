import { Server } from "socket.io";

const io = new Server(3000);
const posts = [];
const ids = {};

// Stands for a database: a long text takes longer.
const save = (post) =>
  new Promise((saved) => {
    setTimeout(() => saved(posts.push(post)), post.isLong ? 600 : 0);
  });

io.on("connection", (socket) => {
  ids[socket.handshake.auth.name] = socket.id;

  // Yours to change. Then press Run.
  socket.on("posts:create", async (post) => {
    const id = await save(post);
    socket.emit("posts:created", { ok: true, id });
  });

  // What the lesson asks about: one event for each question.
  socket.on("add", (a, b, callback) => {
    callback(a + b);
  });
  socket.on("answer twice", (callback) => {
    callback("first", "and more");
    callback("second");
  });
  socket.on("ask Dave", () => {
    const dave = io.sockets.sockets.get(ids.Dave);
    dave.timeout(1500).emit("there?", (error, answer) => {
      if (error) socket.broadcast.emit("report", error.message);
      else socket.emit("report", answer);
    });
  });
  socket.on("ask everyone", () => {
    io.emit("there?", (error, answers) => {
      if (error) socket.emit("report", error.message, answers);
      else io.emit("report", answers);
    });
  });
  socket.on("ask and wait", () => {
    io.timeout(1500).emit("there?", (error, answers) => {
      for (const name of answers) io.to(ids[name]).emit("report", "you were heard");
    });
  });
});
