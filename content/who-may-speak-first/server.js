import express from "express";
import { createServer } from "node:http";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.json());

let latest = { n: 0, price: 100 };
const waiting = new Set();
const streams = new Set();

// Whoever asks is answered with what is so now.
app.get("/price", (req, res) => res.json(latest));

// Whoever asks is answered when there is something newer than what they know.
app.get("/wait", (req, res) => {
  if (latest.n > Number(req.query.after)) {
    res.json(latest);
    return;
  }
  waiting.add(res);
  // Nobody waits for ever: after a while they are told the same again, and ask anew.
  setTimeout(() => waiting.delete(res) && res.json(latest), 20_000);
});

// An answer that begins, and does not end.
app.get("/stream", (req, res) => {
  res.writeHead(200, { "Content-Type": "text/event-stream" });
  res.flushHeaders();
  streams.add(res);
  req.on("close", () => streams.delete(res));
});

function publish(price) {
  latest = { n: latest.n + 1, price };
  for (const res of waiting) res.json(latest);
  waiting.clear();
  for (const res of streams) res.write(`data: ${JSON.stringify(latest)}\n\n`);
  io.emit("price", latest);
}

// The exchange says: this is the price now. Or: from now on, about so many new prices a second.
app.post("/price", (req, res) => {
  publish(req.body.price);
  res.sendStatus(204);
});

let market;
app.post("/rate", (req, res) => {
  const { perSecond } = req.body;
  const next = () => {
    market = setTimeout(move, (2000 * Math.random()) / perSecond);
  };
  const move = () => {
    publish(latest.price + Math.round(Math.random() * 10) - 5);
    next();
  };
  clearTimeout(market);
  if (perSecond > 0) next();
  res.sendStatus(204);
});

server.listen(3000);
