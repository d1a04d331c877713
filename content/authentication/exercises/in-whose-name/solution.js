import express from "express";
import { createServer } from "node:http";
import jwt from "jsonwebtoken";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.json());

const SECRET = "nobody but the server knows this";

app.post("/login", (req, res) => {
  const { name, password } = req.body;
  if (password === "open sesame") {
    res.json({ token: jwt.sign({}, SECRET, { subject: name, expiresIn: "1h" }) });
  } else {
    res.status(401).json({});
  }
});

io.use((socket, next) => {
  try {
    socket.data.user = jwt.verify(socket.handshake.auth.token, SECRET).sub;
    next();
  } catch {
    next(new Error("unauthorized"));
  }
});

io.on("connection", (socket) => {
  const { user } = socket.data;

  socket.on("message", ({ text }) => {
    socket.broadcast.emit("message", user, text);
  });
});

server.listen(3000);
