// Programs that send or print more than they may: slowed so that nothing of it is lost, and what they print is counted.
import { describe, expect, it } from "vitest";
import type { Socket } from "socket.io-client";
import { type Served, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;
const COUNTING = `${IO}let asked = 0;
io.on("connection", (socket) => socket.on("count", (answer) => answer(++asked)));`;

const limitsOf = (served: Served): string[] => served.facts("limit").map(({ what }) => what);
/** Milliseconds between what two facts say happened, on the gateway's clock. */
const between = (first: { at: number } | undefined, last: { at: number } | undefined): number =>
  (last?.at ?? 0) - (first?.at ?? 0);

/** The numbers a client hears as "n", until it has heard so many. */
function numbers(client: Socket, many: number): Promise<number[]> {
  const heard: number[] = [];
  return new Promise((resolve) =>
    client.on("n", (n: number) => {
      if (heard.push(n) === many) resolve(heard);
    }),
  );
}

const upTo = (most: number): number[] => Array.from({ length: most }, (_, i) => i);

/** Sends "go", waits until it has been heard 60 times, and asks whether the program is there. */
async function flood(client: Socket): Promise<number[]> {
  const heard = numbers(client, 60);
  client.emit("go");
  const all = await heard;
  expect(await client.emitWithAck("count")).toBe(1);
  return all;
}

describe("a program that sends too much", () => {
  it("waits after it, and everything it sent arrives in order", async () => {
    const served = await serve(
      `${COUNTING}
      io.on("connection", (s) => s.on("go", () => { for (let i = 0; i < 60; i++) s.emit("n", i); }));`,
      { emitsPerSecond: 100, emitsAtOnce: 10 },
    );
    const client = await served.join();
    expect(await flood(client)).toEqual(upTo(60));
    const [limit, ...more] = served.facts("limit");
    expect([limit?.what, ...more]).toEqual(["emitsPerSecond"]);
    expect(limit?.text).toMatch(/^The program sends over 100 packets a second\..*\?$/);
    // Fifty more than it may, at a hundred a second.
    expect(between(limit, served.facts("turn").at(-1))).toBeGreaterThan(400);
  });

  it("waits for its deliveries, which are many for one broadcast", async () => {
    const served = await serve(
      `${COUNTING}
      io.on("connection", (s) => s.on("go", () => { for (let i = 0; i < 60; i++) io.emit("n", i); }));`,
      { deliveriesPerSecond: 300, deliveriesAtOnce: 60 },
    );
    const [client, ...others] = await Promise.all([served.join(), served.join(), served.join()]);
    const theirs = Promise.all(others.map((other) => numbers(other, 60)));
    expect(await flood(client)).toEqual(upTo(60));
    expect(await theirs).toEqual([upTo(60), upTo(60)]);
    expect(limitsOf(served)).toEqual(["deliveriesPerSecond"]);
    expect(between(served.facts("limit")[0], served.facts("turn").at(-1))).toBeGreaterThan(300);
  });

  it("waits for its bytes, texts and binary alike, each client's copy counted", async () => {
    const served = await serve(
      `${COUNTING}
      const data = [Buffer.alloc(1_000), "x".repeat(1_000)];
      io.on("connection", (s) => s.on("go", () => { for (let i = 0; i < 60; i++) io.emit("n", i, data); }));`,
      { sentBytesPerSecond: 200_000, sentBytesAtOnce: 100_000 },
    );
    const client = await served.join();
    expect(await flood(client)).toEqual(upTo(60));
    expect(limitsOf(served)).toEqual(["sentBytesPerSecond"]);
    expect(between(served.facts("limit")[0], served.facts("turn").at(-1))).toBeGreaterThan(80);
  });

  it("is slowed in an echo that never ends, and so are the clients that keep it up", async () => {
    const served = await serve(
      `${IO}io.on("connection", (s) => s.on("ping", (n) => s.emit("pong", n + 1)));`,
      { emitsPerSecond: 50, emitsAtOnce: 10, messagesPerClient: 1e6, burstPerClient: 1e6 },
    );
    const client = await served.join();
    client.on("pong", (n: number) => client.emit("ping", n));
    client.emit("ping", 0);
    await served.until("limit");
    await served.until("emit", ({ packet }) => packet.text.includes("40"));
    const emits = served.facts("emit");
    // Ten at once, then fifty a second; one is on its way.
    const most = 10 + 50 * (between(emits[0], emits.at(-1)) / 1_000) + 2;
    expect(emits.length).toBeLessThanOrEqual(most);
    expect(limitsOf(served)).toEqual(["emitsPerSecond"]);
  });

  it("keeps no neighbour on its thread waiting", async () => {
    const [flooding, other] = await Promise.all([
      serve(
        `${IO}const again = () => { io.emit("x"); setImmediate(again); };
        io.on("connection", again);`,
        { deliveriesPerSecond: 10, deliveriesAtOnce: 10 },
      ),
      serve(COUNTING),
    ]);
    await flooding.join();
    await flooding.until("limit");
    const neighbour = await other.join();
    for (let i = 1; i <= 20; i++) expect(await neighbour.emitWithAck("count")).toBe(i);
    expect(limitsOf(flooding)).toEqual(["deliveriesPerSecond"]);
    expect(limitsOf(other)).toEqual([]);
  });
});

describe("a program that prints too much", () => {
  const few = { logLinesPerSecond: 2, logLinesAtOnce: 5 };

  it("is not slowed; what it prints beyond is left out, counted, and it may print again", async () => {
    const served = await serve(
      `${IO}for (let i = 0; i < 200; i++) console.log(i);
      io.on("connection", (s) => s.on("print", (done) => { console.log("again"); done(); }));`,
      few,
    );
    const client = await served.join();
    const counted = await served.until("limit", ({ text }) => text.includes("left out here:"));
    expect(counted.text).toBe(
      "195 lines were left out here: the program printed too much at once.",
    );
    await client.emitWithAck("print");
    expect(served.logs()).toEqual(["0", "1", "2", "3", "4", "again"]);
    expect(limitsOf(served)).toEqual(["logLinesPerSecond", "logLinesPerSecond"]);
    expect(served.facts("limit")[0]?.text).toMatch(/^The program prints over 2 times a second\./);
  });

  it("has its lines counted also when it ends", async () => {
    const served = await serve(`for (let i = 0; i < 6; i++) console.log(i);`, few);
    await served.run.ended;
    expect(served.facts("limit").map(({ text }) => text)).toEqual([
      expect.stringContaining("The program prints over 2 times a second."),
      "1 line was left out here: the program printed too much at once.",
    ]);
  });

  it("prints two hundred lines at once without a word about it", async () => {
    const served = await serve(`for (let i = 0; i < 200; i++) console.log(i);`);
    await served.run.ended;
    expect(served.logs()).toEqual(upTo(200).map(String));
    expect(limitsOf(served)).toEqual([]);
  });
});
