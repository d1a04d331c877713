import { createHash } from "node:crypto";
import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("judge", (headers, answer) => {
    const key = headers["sec-websocket-key"];
    const accept = createHash("sha1").update(`${key}`).digest("base64");
    answer({ status: 101, accept });
  });
});
