import express from "express";

const app = express();
app.use(express.json());

let latest = { text: "nothing yet" };

app.get("/latest", (req, res) => res.json(latest));

app.get("/wait", (req, res) => {
  res.json(latest);
});

app.post("/news", (req, res) => {
  latest = { text: req.body.text };
  res.status(201).json(latest);
});

app.listen(3000);
