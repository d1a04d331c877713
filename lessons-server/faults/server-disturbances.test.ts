import type { Socket as Client } from "socket.io-client";
import { describe, expect, it } from "vitest";
import type { ServerDisturbance } from "#trace/disturbance.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import {
  expectWitness,
  leaving,
  type Served,
  servedSandboxes,
} from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const COUNTER = `
  import { Server } from "socket.io";
  let count = 0;
  const io = new Server(3000);
  io.on("connection", (socket) => socket.on("count", (answer) => answer(++count)));
`;
const disturb = ({ run }: Served, disturbance: ServerDisturbance): string | undefined =>
  run.serverDisturbances.begin(disturbance);
const phases = (served: Served): string[] =>
  served.facts("disturbance").map(({ phase, disturbance: { is } }) => `${is} ${phase}`);
/** Once it is connected again, however often it was refused before. */
const comesBack = (client: Client): Promise<void> =>
  new Promise((resolve) => void client.once("connect", () => resolve()));
const timerTurns = ({ facts }: Served): number =>
  facts("turn").filter(({ trigger }) => trigger.by === "timer").length;
const HASTY = { reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 50 };

describe("a server that is killed", () => {
  it.each([
    ["websocket", "transport close"],
    ["polling", "transport error"],
  ])("ends at once and without a word, on %s", async (transport, reason) => {
    const served = await serve(COUNTER);
    const client = await served.join({ transports: [transport] });
    const left = leaving(client);
    expect(disturb(served, { is: "kill" })).toBeUndefined();
    expect(await left).toBe(reason);
    expect(await served.run.ended).toEqual({ why: "killed", code: 137 });
    expect(served.facts("fault")).toEqual([]);
    const [begun] = served.facts("disturbance");
    expect(begun).toMatchObject({ phase: "begun", on: { side: "server" } });
    expect(begun?.seq).toBeLessThan(served.facts("run.ended")[0]?.seq ?? 0);
    expect(await (await fetch(served.url)).text()).toContain("The server was killed.");
    expect(disturb(served, { is: "kill" })).toContain("Press Run");
  });
});

describe("a server that is restarted", () => {
  it("begins anew in the same run, and its clients come back by themselves", async () => {
    const served = await serve(COUNTER);
    const client = await served.join(HASTY);
    expect(await client.emitWithAck("count")).toBe(1);
    expect(await client.emitWithAck("count")).toBe(2);
    const [left, back] = [leaving(client), comesBack(client)];
    expect(disturb(served, { is: "restart", down: 300 })).toBeUndefined();
    expect(await left).toBe("transport close");
    await back;
    // What it remembered is gone.
    expect(await client.emitWithAck("count")).toBe(1);
    expect(phases(served)).toEqual(["restart begun", "restart ended"]);
    const [begun, ended] = served.facts("disturbance");
    expect((ended?.at ?? 0) - (begun?.at ?? 0)).toBeGreaterThan(298);
    expect(served.facts("run.ended")).toEqual([]);
    expect(served.facts("server.listening")).toHaveLength(2);
  });

  it("says while it is down that it is, to whoever comes", async () => {
    const served = await serve(COUNTER);
    const client = await served.join(HASTY);
    const refused = new Promise((resolve) => client.io.once("reconnect_error", resolve));
    // Over before it is up again: nobody waits for that.
    disturb(served, { is: "restart", down: 10_000 });
    expect(disturb(served, { is: "restart", down: 0 })).toContain("already");
    const answer = await fetch(served.url);
    expect([answer.status, await answer.text()]).toEqual([
      503,
      "The server is being restarted. Try again in a moment.\n",
    ]);
    await refused;
  });

  it("numbers its turns, sessions, links and requests on", async () => {
    const served = await serve(`${COUNTER}; setTimeout(() => console.log("later"), 1);`);
    const client = await served.join({ ...HASTY, transports: ["polling"] });
    await client.emitWithAck("count");
    await served.until("log");
    const back = comesBack(client);
    disturb(served, { is: "restart", down: 0 });
    await back;
    await client.emitWithAck("count");
    const unique = (numbers: readonly number[]): void =>
      expect(new Set(numbers).size).toBe(numbers.length);
    unique(served.facts("turn").map(({ turn }) => turn));
    unique(served.facts("session.opened").map(({ session }) => session));
    unique(served.facts("link.opened").map(({ link }) => link));
    unique(served.facts("http.request").map(({ request }) => request));
    await served.until("log", ({ seq }) => seq > (served.facts("log")[0]?.seq ?? 0));
    const turns = served.facts("turn");
    const loads = turns.filter(({ trigger }) => trigger.by === "load").map(({ turn }) => turn);
    const timers = turns.flatMap(({ trigger }) => (trigger.by === "timer" ? [trigger.setIn] : []));
    expect(loads).toHaveLength(2);
    expect(timers).toEqual(loads);
    const now = checkpointOf(served.run.recorder.trace());
    expect(now.sockets).toHaveLength(1);
    expect(now.listening).toHaveLength(1);
    expect(now.sessions.map(({ session }) => session)).toEqual([now.sockets[0]?.session]);
  });

  it("stays stopped when it is stopped meanwhile", async () => {
    const served = await serve(COUNTER);
    disturb(served, { is: "restart", down: 100 });
    served.sandbox.stop();
    expect(await served.run.ended).toMatchObject({ why: "stopped" });
    expect(served.facts("server.listening")).toHaveLength(1);
  });
});

describe("a server whose event loop is blocked", () => {
  const TICKING = `${COUNTER}; setInterval(() => {}, 10);`;

  it("has no turn while it is, and its neighbour on the same thread does not notice", async () => {
    const served = await serve(TICKING);
    const neighbour = await serve(TICKING);
    const beside = await neighbour.join();
    await served.until("turn", ({ trigger }) => trigger.by === "timer");
    disturb(served, { is: "block", ms: 10_000 });
    // What was asked of the thread afterwards has been done: so it knows of the block.
    expect(await beside.emitWithAck("count")).toBe(1);
    const before = [timerTurns(served), timerTurns(neighbour)] as const;
    await expect
      .poll(() => timerTurns(neighbour), { timeout: 30_000 })
      .toBeGreaterThan(before[1] + 3);
    expect(timerTurns(served)).toBe(before[0]);
    expect(phases(served)).toEqual(["block begun"]);
  });

  it("takes afterwards what has arrived, and its timers go on", async () => {
    const served = await serve(TICKING);
    const client = await served.join();
    expect(disturb(served, { is: "block", ms: 300 })).toBeUndefined();
    const counted = client.emitWithAck("count");
    expect(await counted).toBe(1);
    expect(phases(served)).toEqual(["block begun", "block ended"]);
    const [begun, ended] = served.facts("disturbance");
    expect((ended?.at ?? 0) - (begun?.at ?? 0)).toBeGreaterThan(298);
    await served.until(
      "turn",
      ({ at, trigger }) => trigger.by === "timer" && at > (ended?.at ?? 0),
    );
    const meanwhile = served.run.recorder
      .trace()
      .filter(({ seq }) => seq > (begun?.seq ?? 0) && seq < (ended?.seq ?? 0));
    expect(meanwhile.filter(({ kind }) => kind === "frame" || kind === "http.request")).toEqual([]);
  });
});
