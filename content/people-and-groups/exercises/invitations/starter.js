import { Server } from "socket.io";

const io = new Server(3000);
const members = new Map();

io.on("connection", (socket) => {
  const { user } = socket.handshake.auth;

  socket.on("create_chat", (chat, answer) => {
    members.set(chat, new Set([user]));
    socket.join(`chat:${chat}`);
    answer({ ok: true });
  });

  socket.on("invite", (chat, guest, answer) => {
    members.get(chat)?.add(guest);
    answer({ ok: true });
  });

  socket.on("join_chat", (chat, answer) => {
    socket.join(`chat:${chat}`);
    answer({ ok: true });
  });

  socket.on("say", (chat, text) => {
    socket.to(`chat:${chat}`).emit("said", user, text);
  });
});
