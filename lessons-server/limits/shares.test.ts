// Programs that want more of their thread than their share: they wait for it, and say so; the programs beside them do not.
import { describe, expect, it } from "vitest";
import type { Socket } from "socket.io-client";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

// Shares so small that they are used up at once, on any machine, and come back slowly.
const { serve } = servedSandboxes({
  limits: {
    fuelPerSecond: 1_000_000,
    fuelAtOnce: 3_000_000,
    timersPerSecond: 2,
    timersAtOnce: 3,
  },
});

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;
/** Two million units of fuel, more or less. */
const WORK = "for (let i = 0; i < 100_000; i++);";
const COUNTING = `${IO}let asked = 0;
io.on("connection", (socket) => socket.on("count", (answer) => answer(++asked)));`;

const askOften = (client: Socket, times: number): Promise<number[]> =>
  Promise.all(Array.from({ length: times }, () => client.emitWithAck("count") as Promise<number>));

describe("a program that does too much", () => {
  it("waits for its share, loses nothing of what was sent to it, and says so once", async () => {
    const served = await serve(`${IO}let asked = 0;
      io.on("connection", (socket) => socket.on("count", (answer) => { ${WORK} answer(++asked); }));`);
    const client = await served.join();
    expect(await askOften(client, 3)).toEqual([1, 2, 3]);
    const limits = served.facts("limit");
    expect(limits.map(({ what }) => what)).toEqual(["fuelPerSecond"]);
    expect(limits[0]?.text).toMatch(/^The program has used up its share of the processor.*\?$/);
    const [first, last] = [served.facts("turn")[0], served.facts("turn").at(-1)];
    const fuel = served.facts("turn").reduce((sum, turn) => sum + turn.fuel, 0);
    const most = 3e6 + 1e6 * (((last?.at ?? 0) - (first?.at ?? 0)) / 1_000);
    // The last turn may go beyond, and reports take a moment.
    expect(fuel).toBeLessThan(most + 3e6);
  });

  it("does not keep a neighbour waiting with what waits for it", async () => {
    const [hog, other] = await Promise.all([
      serve(`${IO}let done = 0;
        io.on("connection", (socket) => socket.on("work", () => { ${WORK} done++; }));`),
      serve(COUNTING),
    ]);
    const [flooding, neighbour] = await Promise.all([hog.join(), other.join()]);
    for (let i = 0; i < 50; i++) flooding.emit("work");
    await hog.until("limit");
    expect(await askOften(neighbour, 20)).toHaveLength(20);
    const answered = hog.facts("turn").length;
    expect(answered).toBeLessThan(40);
    expect((await hog.until("limit")).what).toBe("fuelPerSecond");
  });

  it("is slowed in its timers too, and still hears its clients", async () => {
    const served = await serve(`${COUNTING}
      const again = () => { ${WORK} setImmediate(again); };
      again();`);
    const client = await served.join();
    await served.until("limit", ({ what }) => what === "fuelPerSecond");
    expect(await askOften(client, 1)).toEqual([1]);
  });
});

describe("timers that fire too often", () => {
  it("wait for each other, and the program says so once", async () => {
    const served = await serve(`${COUNTING}
      let fired = 0;
      for (let i = 0; i < 50; i++) setInterval(() => { if (++fired === 6) console.log("six"); }, 1);`);
    await served.until("log");
    const [first, last] = [served.facts("turn")[0], served.facts("turn").at(-1)];
    // Three at once, the others one after the other.
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(500);
    expect(served.facts("limit").map(({ what }) => what)).toEqual(["timersPerSecond"]);
    const client = await served.join();
    expect(await askOften(client, 2)).toEqual([1, 2]);
  });
});
