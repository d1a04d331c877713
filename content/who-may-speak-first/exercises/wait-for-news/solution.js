import express from "express";

const app = express();
app.use(express.json());

let latest = { text: "nothing yet" };
const waiting = [];

app.get("/latest", (req, res) => res.json(latest));

app.get("/wait", (req, res) => {
  waiting.push(res);
});

app.post("/news", (req, res) => {
  latest = { text: req.body.text };
  for (const one of waiting.splice(0)) one.json(latest);
  res.status(201).json(latest);
});

app.listen(3000);
