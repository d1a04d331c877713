// The figure on the first page is a recording: this runs the first lesson's own files and compares. Write it anew with
// `RECORD=write npx vitest run content/figures`.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Trace } from "#trace/event.ts";
import { sentence } from "#trace/sentence.ts";
import { parseTrace, serialise } from "#trace/serialise.ts";
import { loadLesson } from "../load-lesson.ts";

const FILE = path.join(import.meta.dirname, "broadcast.trace.json");

async function record(): Promise<Trace> {
  const { files, entry, scene } = await loadLesson("who-receives-it");
  const bench = await openHeadlessBench();
  try {
    await bench.run({ entry, files: { ...files } });
    const clients = [];
    // Without the long polls before the upgrade: the figure shows who receives, and should be small.
    for (const client of scene.clients)
      clients.push(await bench.openClient({ ...client, transports: ["websocket"] }));
    await bench.settle();
    await clients[0]?.perform({ do: "emit", nsp: "/", event: "say", args: ["hi"] });
    await bench.settle();
    return bench.trace();
  } finally {
    await bench.close();
  }
}

const told = (trace: Trace) =>
  deliveries(trace).map((delivery) => ({
    where: delivery.where,
    sent: delivery.sent,
    outcomes: delivery.outcomes.map((outcome) => sentence(delivery, outcome)),
  }));

test("the recording says what a run says today", async () => {
  const trace = await record();
  if (process.env["RECORD"] === "write") await writeFile(FILE, serialise(trace));
  const kept = parseTrace(await readFile(FILE, "utf8"));
  if (!kept.ok) throw new Error(`line ${kept.line}: ${kept.problem}`);
  expect(told(kept.trace)).toEqual(told(trace));
  expect(told(trace)[0]?.outcomes).toEqual([
    "Bob received said: 1 listener ran.",
    "Carol received said: 1 listener ran.",
    "Dave received said: 1 listener ran.",
    "Not sent to Alice: Alice is the sender, and this broadcast leaves the sender out.",
  ]);
});
