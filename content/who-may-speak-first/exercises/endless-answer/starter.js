import express from "express";

const app = express();
app.use(express.json());

let latest = "";

app.get("/events", (req, res) => {
  res.type("text/event-stream").send(`data: ${latest}\n\n`);
});

app.post("/news", (req, res) => {
  latest = req.body.text;
  res.sendStatus(204);
});

app.get("/heard", (req, res) => res.sendStatus(204));

app.listen(3000);
