// More for a program than it takes in: held for it in order, up to a limit; beyond that whoever sends is cut off or
// refused, and the programs beside it notice nothing.
import { expect, it } from "vitest";
import { expectWitness, leaving, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

/** One packet that is more than it may send, and it has to wait. */
const RESTS = `
  import { Server } from "socket.io";
  import http from "node:http";
  const server = http.createServer((_request, response) => response.end("there"));
  const io = new Server(server);
  let heard = 0;
  io.on("connection", (socket) => {
    socket.on("rest", () => socket.emit("resting", "x".repeat(100_000)));
    socket.on("data", (_data, done) => done?.(++heard));
  });
  server.listen(3000);`;
const KB = "x".repeat(1_000);

it("what waits for a program beyond its window is held back and comes in order", async () => {
  const served = await serve(RESTS, {
    sentBytesPerSecond: 200_000,
    sentBytesAtOnce: 1_000,
    messagesPerClient: 1e6,
    burstPerClient: 1e6,
  });
  const client = await served.join();
  const resting = new Promise((heard) => client.once("resting", heard));
  client.emit("rest");
  await resting;
  // Three times the window.
  const answers = Array.from({ length: 800 }, () => client.emitWithAck("data", KB));
  expect(await Promise.all(answers)).toEqual(answers.map((_, i) => i + 1));
  const limits = new Set(served.facts("limit").map(({ what }) => what));
  expect([...limits]).toEqual(["sentBytesPerSecond"]);
});

it("a client that sends more than may wait is cut off, and told why", async () => {
  const served = await serve(RESTS, {
    sentBytesPerSecond: 100,
    sentBytesAtOnce: 1_000,
    waitingBytes: 20_000,
  });
  const [client, other] = [await served.join(), await served.join()];
  const resting = new Promise((heard) => client.once("resting", heard));
  client.emit("rest");
  await resting;
  const gone = leaving(client);
  for (let i = 0; i < 30; i++) client.emit("data", KB);
  expect(await gone).toBe("transport close");
  const { detail } = await served.until("session.closed");
  expect(detail).toMatch(/^Over 20000 bytes wait for the program, which does not keep up:/);
  const [, limit, ...more] = served.facts("limit");
  expect(limit).toMatchObject({ what: "waitingBytes", text: detail });
  expect(more).toEqual([]);
  // Who sends nothing loses nothing; who would come is refused, in words.
  expect(other.connected).toBe(true);
  const answer = await fetch(served.url);
  expect([answer.status, (await answer.text()).trim()]).toEqual([503, detail]);
});
