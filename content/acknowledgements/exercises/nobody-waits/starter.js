import { Server } from "socket.io";

const io = new Server(3000);
const posts = [];

io.on("connection", (socket) => {
  socket.on("posts:create", (text, callback) => {
    posts.push(text);
    callback(posts.length);
  });
});
