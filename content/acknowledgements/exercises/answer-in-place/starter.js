import { Server } from "socket.io";

const io = new Server(3000);
const posts = [];

io.on("connection", (socket) => {
  socket.on("posts:create", (post) => {
    posts.push(post);
    io.emit("posts:created", { ok: true, id: posts.length });
  });
});
