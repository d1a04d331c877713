import express from "express";

const app = express();
app.use(express.json());

const listening = new Set();

app.get("/events", (req, res) => {
  res.writeHead(200, { "Content-Type": "text/event-stream" });
  res.flushHeaders();
  listening.add(res);
  req.on("close", () => listening.delete(res));
});

app.post("/news", (req, res) => {
  for (const one of listening) one.write(`data: ${req.body.text}\n\n`);
  res.sendStatus(204);
});

app.get("/heard", (req, res) => res.sendStatus(204));

app.listen(3000);
