import { createHash } from "node:crypto";
import { Server } from "socket.io";

const FIXED = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("judge", (headers, answer) => {
    const key = headers["sec-websocket-key"];
    if (!key || headers["sec-websocket-version"] !== "13") {
      answer({ status: 400 });
      return;
    }
    const accept = createHash("sha1")
      .update(key + FIXED)
      .digest("base64");
    answer({ status: 101, accept });
  });
});
