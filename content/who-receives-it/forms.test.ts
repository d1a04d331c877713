// Every claim of the table, run: Alice's client emits the form's event, and what was on the wire is counted.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seenPackets } from "#checks/wire.ts";
import type { BenchClient } from "#checks/run-check.ts";
import { type HeadlessBench, openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import { forms } from "./forms.ts";
import { scene } from "./scene.ts";

const read = (file: string) => readFile(path.join(import.meta.dirname, file), "utf8");

let bench: HeadlessBench;
let alice: BenchClient;

beforeAll(async () => {
  bench = await openHeadlessBench();
  const files = { "server.js": await read("server.js"), "client.js": await read("client.js") };
  expect(await bench.run({ entry: "server.js", files })).toEqual({ ok: true });
  const clients: BenchClient[] = [];
  for (const client of scene.clients) clients.push(await bench.openClient(client));
  alice = clients[0] as BenchClient;
  await bench.settle();
});
afterAll(() => bench?.close());

const news = (client: string) =>
  seenPackets(bench.trace()).filter(
    (packet) => packet.client === client && packet.direction === "down" && packet.event === "news",
  ).length;

test.each(forms.flatMap(({ forms }) => forms))("$code reaches $by", async (form) => {
  const names = scene.clients.map(({ name }) => name);
  const before = new Map(names.map((name) => [name, news(name)]));
  await alice.perform({ do: "emit", nsp: "/", event: form.event, args: [] });
  expect(await bench.settle()).toMatchObject({ ok: true, notProvenFor: [] });

  const got = Object.fromEntries(names.map((name) => [name, news(name) - (before.get(name) ?? 0)]));
  const claimed = Object.fromEntries(
    names.map((name) => [name, form.by.includes(name) ? (form.times?.[name] ?? 1) : 0]),
  );
  expect(got).toEqual(claimed);
});

test("each form of the table is code that server.js runs for its event", async () => {
  const server = await read("server.js");
  for (const { event, code } of forms.flatMap(({ forms }) => forms)) {
    const [, after = ""] = server.split(`socket.on("${event}", () => `);
    const handler = after.split("socket.on(")[0] ?? "";
    for (const call of code.split("; "))
      expect(handler, event).toContain(call.replace("emit()", 'emit("news")'));
  }
});
