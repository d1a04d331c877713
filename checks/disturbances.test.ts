// Checks in which the network fails, or the server: with the real runner and real clients.
import { expect, it } from "vitest";
import type { WrittenAct } from "#protocol/scene.ts";
import { openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import { receives } from "./receives.ts";
import { runCheck } from "./run-check.ts";

const ALL = `
  import { Server } from "socket.io";
  const io = new Server(3000);
  io.on("connection", (socket) => socket.on("say", (text) => io.emit("said", text)));
`;
const client = "Alice";
const says: WrittenAct = { act: "emit", client: "Bob", event: "say", args: ["hi"] };

async function check(acts: readonly WrittenAct[], exactly: readonly string[]) {
  const bench = await openHeadlessBench({ patience: { deadline: 20_000 } });
  const scene = {
    clients: [{ name: client, reconnectionDelay: 50, reconnectionDelayMax: 100 }, { name: "Bob" }],
  };
  const program = { entry: "server.js", files: { "server.js": ALL } };
  const judgements = [receives({ event: "said", by: exactly })];
  const verdicts = await runCheck({ scene, program, acts, judgements }, bench);
  const phases = bench
    .trace()
    .flatMap((event) =>
      event.kind === "disturbance" ? [`${event.disturbance.is} ${event.phase}`] : [],
    );
  return { missed: verdicts.filter(({ ok }) => !ok), phases };
}

it("sees that a client which was offline has missed what was said meanwhile", async () => {
  const acts: WrittenAct[] = [
    { act: "disturb", client, disturbance: { is: "offline" } },
    { act: "wait-until", client, is: "not connected" },
    says,
    { act: "wait-for", client: "Bob", event: "said", within: 30_000 },
    { act: "calm", client },
    { act: "wait-until", client, is: "connected", within: 30_000 },
  ];
  const { missed, phases } = await check(acts, [client, "Bob"]);
  expect(missed).toMatchObject([{ got: expect.stringContaining(client) as string }]);
  expect(phases).toEqual(["offline begun", "offline ended"]);
});

it("sees that one who was slow or frozen has missed nothing", async () => {
  const acts: WrittenAct[] = [
    { act: "disturb", client, disturbance: { is: "latency", ms: 50 } },
    { act: "disturb", client, disturbance: { is: "freeze", ms: 100 } },
    says,
  ];
  const { missed, phases } = await check(acts, [client, "Bob"]);
  expect(missed).toEqual([]);
  expect(phases).toEqual(["latency begun", "freeze begun", "freeze ended"]);
});

it("brings the clients of a restarted server back, and says who has not come in time", async () => {
  const acts: WrittenAct[] = [
    { act: "disturb-server", disturbance: { is: "restart" } },
    { act: "wait-until", client, is: "not connected" },
    { act: "wait-until", client, is: "connected", within: 30_000 },
    { act: "wait-until", client: "Bob", is: "connected", within: 30_000 },
    says,
    { act: "wait-until", client, is: "not connected", within: 10 },
  ];
  const { missed, phases } = await check(acts, [client, "Bob"]);
  expect(missed).toMatchObject([{ claim: "Alice is not connected within 10 ms" }]);
  expect(phases).toEqual(["restart begun", "restart ended"]);
});
