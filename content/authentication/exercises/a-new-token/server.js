import express from "express";
import { createServer } from "node:http";
import jwt from "jsonwebtoken";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.json());

const SECRET = "nobody but the server knows this";
/** Seconds that have not really passed. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;
const given = {};

app.post("/login", (req, res) => {
  const { name } = req.body;
  given[name] = (given[name] ?? 0) + 1;
  const claims = { sub: name, count: given[name], iat: now(), exp: now() + 1800 };
  res.json({ token: jwt.sign(claims, SECRET) });
});

io.use((socket, next) => {
  try {
    const { token } = socket.handshake.auth;
    socket.data = jwt.verify(token, SECRET, { clockTimestamp: now() });
    next();
  } catch (error) {
    next(error);
  }
});

io.on("connection", (socket) => {
  socket.emit("welcome", socket.data.count);

  socket.on("an hour passes", () => {
    ahead += 3600;
    for (const one of io.sockets.sockets.values()) if (one.data.exp <= now()) one.disconnect();
  });
});

server.listen(3000);
