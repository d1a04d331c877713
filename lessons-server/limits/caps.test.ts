// What a program may have only so many of: rooms, memberships, namespaces, acknowledgements that are due, long names.
// Up to the limit it is plain socket.io; one more throws where it is asked for, in words that help.
import { describe, expect, it } from "vitest";
import { PROGRAM_LIMITS, type ProgramLimitName } from "#protocol/program-limits.ts";
import type { Socket } from "socket.io-client";
import { expectWitness, once, type Served, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;
/** Does something so many times, some in each turn: they cost more than one turn may. */
const OFTEN = `function often(times, work, done) {
  let i = 0;
  (function some() {
    for (const end = Math.min(i + 100, times); i < end; i++) work(i);
    if (i < times) setImmediate(some);
    else done();
  })();
}\n`;

const sentence = (limit: ProgramLimitName): string =>
  PROGRAM_LIMITS[limit].says(PROGRAM_LIMITS[limit].most);

/** The program has thrown, and said why; once. */
async function expectThrown(served: Served, limit: ProgramLimitName): Promise<void> {
  const { why, fault } = await served.crash();
  const text = sentence(limit);
  expect([why, fault.name, fault.message]).toEqual(["crashed", "RangeError", text]);
  expect(served.facts("limit").map((fact) => [fact.what, fact.text])).toEqual([[limit, text]]);
}

/** "connected", or why not. */
const answerTo = (socket: Socket): Promise<string> =>
  new Promise((answer) => {
    socket.once("connect", () => answer("connected"));
    socket.once("connect_error", ({ message }) => answer(message));
  });

describe("timers", () => {
  it("may be two hundred, and clients come in all the same", async () => {
    const { most } = PROGRAM_LIMITS.timers;
    const served = await serve(`${IO}
      for (let i = 0; i < ${most}; i++) setTimeout(() => {}, 60_000);
      io.on("connection", (socket) => socket.on("more", () => setTimeout(() => {}, 60_000)));`);
    const client = await served.join();
    expect(served.facts("limit")).toEqual([]);
    client.emit("more");
    await expectThrown(served, "timers");
  });
});

describe("rooms", () => {
  it("may be a thousand besides each socket's own; one more throws, and changes nothing", async () => {
    const served = await serve(`${IO}${OFTEN}
      io.on("connection", (socket) => {
        often(1_000, (i) => socket.join("room " + i), () => {
          io.to("room 999").emit("reached", io.sockets.adapter.rooms.size);
          socket.leave("room 0");
          socket.join("room 0");
        });
        socket.on("more", () => {
          let message;
          try { socket.join(["room 0", "one more"]); } catch (error) { message = error.message; }
          socket.emit("refused", message, socket.rooms.size);
          socket.on("again", () => socket.join("one more"));
        });
      });`);
    const client = served.client();
    expect(await once(client, "reached")).toBe(1_001);
    expect(served.facts("limit")).toEqual([]);
    const refused = new Promise((heard) => client.once("refused", (...said) => heard(said)));
    client.emit("more");
    expect(await refused).toEqual([sentence("rooms"), 1_001]);
    // Another socket is let in all the same: its own room is none of these.
    await served.join();
    client.emit("again");
    await expectThrown(served, "rooms");
  });

  it("hold sockets ten thousand times in all", async () => {
    const served = await serve(`${IO}${OFTEN}
      let all = [];
      io.on("connection", (socket) => {
        if (all.push(socket) < 11) return;
        often(11 * 950, (i) => all[Math.floor(i / 950)].join("room " + (i % 950)), () => {});
      });`);
    await Promise.all(Array.from({ length: 11 }, () => served.join()));
    await expectThrown(served, "memberships");
  });

  it("have names that are no documents", async () => {
    const served = await serve(`${IO}
      io.on("connection", (socket) => {
        socket.join("x".repeat(200));
        // Nobody is there: not a word about it.
        io.to("y".repeat(100_000)).emit("nobody");
        io.to("x".repeat(200)).emit("reached", 1);
        socket.on("more", () => socket.join("x".repeat(201)));
      });`);
    const client = served.client();
    expect(await once(client, "reached")).toBe(1);
    client.emit("more");
    await expectThrown(served, "nameCharacters");
  });
});

describe("namespaces", () => {
  it("may be 32 of one server, and asking for one more throws", async () => {
    const served = await serve(`${IO}
      for (let i = 1; i < 32; i++) io.of("/n" + i);
      io.of("/n1").on("connection", (socket) => socket.emit("there", io._nsps.size));
      io.on("connection", (socket) => socket.on("more", () => io.of("/one-more")));`);
    const client = await served.join();
    expect(await once(client.io.socket("/n1"), "there")).toBe(32);
    client.emit("more");
    await expectThrown(served, "namespaces");
  });

  it("that clients ask for beyond are none, and nobody else is the worse for it", async () => {
    const served = await serve(`${IO}
      io.of(async (_name, _auth, next) => { await 1; next(null, true); });
      io.on("connection", (socket) => socket.on("count", (done) => done(io._nsps.size)));`);
    const [probing, other] = await Promise.all([served.join(), served.join()]);
    const sockets = Array.from({ length: 40 }, (_, i) => probing.io.socket(`/n${i}`));
    const answers = await Promise.all(sockets.map(answerTo));
    expect(answers.filter((answer) => answer === "connected")).toHaveLength(31);
    expect(answers.filter((answer) => answer === "Invalid namespace")).toHaveLength(9);
    expect(await other.emitWithAck("count")).toBe(32);
    expect(served.facts("limit").map(({ what }) => what)).toEqual(["namespaces"]);
    expect(served.facts("fault")).toEqual([]);
  });

  it("have names that are no documents either, whoever gives them", async () => {
    const served = await serve(`${IO}
      io.of(/^\\/.*$/);
      io.on("connection", (socket) => socket.on("count", (done) => done(io._nsps.size)));`);
    const [probing, other] = await Promise.all([served.join(), served.join()]);
    expect(await answerTo(probing.io.socket(`/${"x".repeat(50_000)}`))).toBe("Invalid namespace");
    probing.emit("x".repeat(50_000), "an event may be called anything");
    expect(await other.emitWithAck("count")).toBe(1);
    expect(served.facts("limit").map(({ what }) => what)).toEqual(["nameCharacters"]);
  });
});

describe("acknowledgements that are due", () => {
  it("are no more than a thousand for a server, of all its sockets; those that came do not count", async () => {
    const served = await serve(
      `${IO}${OFTEN}
      const to = {};
      io.on("connection", (socket) => {
        to[socket.handshake.auth.name] = socket;
        socket.on("ask", (name, times, done) =>
          often(times, () => to[name].emit("question", () => {}), done));
        socket.on("ask all", (done) => {
          try { io.timeout(60_000).emit("question", () => {}); } catch (error) { done(error.message); }
        });
      });`,
      { messagesPerClient: 1e6, burstPerClient: 1e6, burstPerSandbox: 1e6 },
    );
    const [silent, answering] = await Promise.all(
      ["silent", "answering"].map((name) => served.join({ auth: { name } })),
    );
    answering?.on("question", (answer: () => void) => answer());
    for (let i = 0; i < 3; i++) await answering?.emitWithAck("ask", "answering", 400);
    await answering?.emitWithAck("ask", "silent", 999);
    expect(served.facts("limit")).toEqual([]);
    // Two more at once are one too many, and neither is asked.
    expect(await answering?.emitWithAck("ask all")).toBe(sentence("pendingAcks"));
    await answering?.emitWithAck("ask", "silent", 1);
    expect(silent?.connected).toBe(true);
    answering?.emit("ask", "silent", 1);
    await expectThrown(served, "pendingAcks");
  });
});
