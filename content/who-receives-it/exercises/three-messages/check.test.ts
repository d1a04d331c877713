// The exercise from both sides: its solution passes, its starter fails for the stated reasons, and so do answers that
// are nearly right. Through the real gateway, with names and rooms drawn anew.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { drawCheck } from "#checks/draw-check.ts";
import { runCheck } from "#checks/run-check.ts";
import { openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import { seeded } from "#trace/testing/seeded.ts";
import { check } from "./check.ts";

const read = (file: string) => readFile(path.join(import.meta.dirname, file), "utf8");

/** What is wrong with this server, as "event: what happened". Seed 7 draws Ada, Bea, Zoe and Rosa. */
async function failures(server: string, seed = 7): Promise<string[]> {
  const program = { entry: "server.js", files: { "server.js": server } };
  const drawn = drawCheck(check, program, seeded(seed));
  const verdicts = await runCheck(drawn, await openHeadlessBench());
  expect(verdicts).toHaveLength(5);
  return verdicts.filter(({ ok }) => !ok).map(({ claim, got }) => `${claim}: ${got}`);
}

const solutionWith = async (right: string, wrong: string) => {
  const solution = await read("solution.js");
  expect(solution).toContain(right);
  return solution.replace(right, wrong);
};

test.each([1, 2, 3])("the solution passes, whoever comes (%i)", async (seed) => {
  expect(await failures(await read("solution.js"), seed)).toEqual([]);
});

test("the starter fails in each of its three handlers", async () => {
  expect(await failures(await read("starter.js"))).toEqual([
    "Ada and Rosa do not receive `chat`: Ada received it",
    "Ada, Bea and Zoe do not receive `whisper`: Ada and Zoe received it",
    'Ada, Bea, Zoe and Rosa receive `announce` with ("pink-pebble") once each: Ada once, Bea once, Zoe never, Rosa once',
  ]);
});

test("a whisper to the name instead of the id reaches nobody, and says so", async () => {
  expect(await failures(await solutionWith("io.to(ids[name])", "io.to(name)"))).toEqual([
    'Rosa receives `whisper` with ("coral-candle") once: Rosa never',
  ]);
});

test("an announcement room by room reaches everyone more than once, and says how often", async () => {
  const server = await solutionWith(
    'io.emit("announce", text)',
    'for (const room of io.sockets.adapter.rooms.keys()) io.to(room).emit("announce", text)',
  );
  expect(await failures(server)).toEqual([
    'Ada, Bea, Zoe and Rosa receive `announce` with ("pink-pebble") once each: Ada twice, Bea twice, Zoe 3 times, Rosa twice',
  ]);
});

test("a chat that broadcasts reaches those outside the room, and says who", async () => {
  expect(await failures(await solutionWith("socket.to(room)", "socket.broadcast"))).toEqual([
    "Ada and Rosa do not receive `chat`: Rosa received it",
  ]);
});
