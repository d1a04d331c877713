import { Server } from "socket.io";

const io = new Server(3000);
const members = new Map();

io.on("connection", (socket) => {
  const { user } = socket.handshake.auth;
  const isMember = (chat) => members.get(chat)?.has(user) ?? false;

  socket.on("create_chat", (chat, answer) => {
    if (members.has(chat)) {
      answer({ ok: false });
      return;
    }
    members.set(chat, new Set([user]));
    socket.join(`chat:${chat}`);
    answer({ ok: true });
  });

  socket.on("invite", (chat, guest, answer) => {
    if (!isMember(chat)) {
      answer({ ok: false });
      return;
    }
    members.get(chat).add(guest);
    answer({ ok: true });
  });

  socket.on("join_chat", (chat, answer) => {
    if (!isMember(chat)) {
      answer({ ok: false });
      return;
    }
    socket.join(`chat:${chat}`);
    answer({ ok: true });
  });

  socket.on("say", (chat, text) => {
    if (!isMember(chat)) return;
    socket.to(`chat:${chat}`).emit("said", user, text);
  });
});
