import { Server } from "socket.io";

const io = new Server(3000);
const posts = [];

io.on("connection", (socket) => {
  socket.on("posts:create", (post, callback) => {
    if (typeof post.title !== "string" || post.title === "") {
      callback({ ok: false, error: "a post needs a title" });
      return;
    }
    posts.push(post);
    callback({ ok: true, id: posts.length });
  });
});
