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
  if (!socket.handshake.auth.token) console.log("somebody without a token");
  next();
});

io.on("connection", (socket) => {
  socket.on("announce", (text) => io.emit("news", text));
});

server.listen(3000);
