// What set a program to do something, and on which line: through promises, ticks and timers, also when handlers take
// turns, and not known where it cannot be.
import { describe, expect, it } from "vitest";
import { causes, type Doing } from "#trace/cause.ts";
import type { Fact, Position } from "#trace/event.ts";
import { once, type Served, servedSandboxes, type Source } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const IO = `import { Server } from "socket.io";
const io = new Server(3000);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
`;

/** `packet 2 from alice`, `GET /a`, `load` …, or "unknown". */
function beginningOf(served: Served, doing: Doing): string {
  const beginning = causes(served.run.recorder.trace()).beginningOf(doing);
  if (!beginning) return "unknown";
  if (beginning.by === "load") return "load";
  if (beginning.by === "request") {
    const asked = served.facts("http.request").find(({ request }) => request === beginning.request);
    return `${asked?.method} ${asked?.target}`;
  }
  const opened = served
    .facts("session.opened")
    .find(({ session }) => session === beginning.session);
  const what = beginning.by === "packet" ? `packet ${beginning.packet}` : beginning.by;
  return `${what} from ${opened?.client}`;
}

/** Of each log: its text, what began it, and its line. */
const told = (served: Served): string[] =>
  served
    .facts("log")
    .map((log) => `${log.text}: ${beginningOf(served, log)}, line ${log.where?.line}`);

/** A program with alice and bob, each connected once the other was. */
async function withTwo(source: Source) {
  const served = await serve(source);
  const alice = await served.join({}, "/@alice");
  const bob = await served.join({}, "/@bob");
  return { served, alice, bob };
}

/** The turn of this packet is over. */
const heard = (served: Served, client: string, packet: number) =>
  served.until(
    "turn",
    ({ turn }) => beginningOf(served, { turn }) === `packet ${packet} from ${client}`,
  );

/** A program whose handler of alice's packet does `body`, in line 10, and may await the `gate` that bob's packet has opened. */
async function afterWaiting(body: string): Promise<Served> {
  const { served, alice, bob } = await withTwo(`${IO}
let open; const gate = new Promise((resolve) => { open = resolve; });
const say = () => console.log("said");
io.on("connection", (socket) => {
  socket.on("open", () => { open(); });
  socket.on("x", async () => {
    ${body}
  });
});`);
  alice.emit("x");
  await heard(served, "alice", 2);
  bob.emit("open");
  return served;
}

describe("what a handler does after it has waited", () => {
  it("is the doing of the packet it handles, on its own line, when two of them take turns", async () => {
    const { served, alice, bob } = await withTwo(`${IO}
io.on("connection", (socket) => {
  socket.on("x", async (ms) => {
    await sleep(ms);
    io.emit("y", ms);
    await sleep(ms);
    socket.join("late");
    await null;
    console.log(ms);
  });
});`);
    alice.emit("x", 30);
    bob.emit("x", 3);
    await served.until("log", ({ text }) => text === "30");
    const at = (line: number, fact: Doing & { where?: Position | undefined }): string => {
      expect(fact.where).toMatchObject({ file: "server.js", line });
      return beginningOf(served, fact);
    };
    expect(served.facts("broadcast").map((fact) => at(8, fact))).toEqual([
      "packet 2 from bob",
      "packet 2 from alice",
    ]);
    const late = served.facts("room.joined").filter(({ room }) => room === "late");
    expect(late.map((fact) => at(10, fact))).toEqual(["packet 2 from bob", "packet 2 from alice"]);
    expect(served.facts("log").map((fact) => at(12, fact))).toEqual([
      "packet 2 from bob",
      "packet 2 from alice",
    ]);
  });

  it("also when one moment lets all of them go on: each is the doing of who waited", async () => {
    const { served, alice, bob } = await withTwo(`${IO}
let open; const gate = new Promise((resolve) => { open = resolve; });
io.on("connection", (socket) => {
  socket.on("wait", async (who) => { await gate; console.log("await", who); });
  socket.on("then", (who) => void gate.then(() => console.log("then", who)));
  socket.on("open", () => { open(); console.log("opens"); });
});`);
    alice.emit("wait", "alice");
    alice.emit("then", "alice");
    await heard(served, "alice", 3);
    bob.emit("wait", "bob");
    bob.emit("open");
    await heard(served, "bob", 3);
    expect(told(served)).toEqual([
      "opens: packet 3 from bob, line 9",
      "await alice: packet 2 from alice, line 7",
      "then alice: packet 3 from alice, line 8",
      "await bob: packet 2 from bob, line 7",
    ]);
    const turns = new Set(served.facts("log").map(({ turn }) => turn));
    expect(turns.size).toBe(1);
  });

  it.each([
    ["Promise.all", "await Promise.all([gate, sleep(1)]); say();"],
    ["Promise.race", "await Promise.race([gate, new Promise(() => {})]); say();"],
    ["a chain", "gate.then(() => 1).then(() => sleep(1)).finally(() => say());"],
    ["a thenable", "await { then: (done) => gate.then(done) }; say();"],
    ["for await", "for await (const one of [gate, sleep(1)]) { await null; } say();"],
    [
      "an async generator",
      "async function* all() { await gate; yield 1; say(); } for await (const one of all());",
    ],
    [
      "a generator that another asks",
      "const all = (async function* () { await gate; yield 1; })(); await all.next(); say();",
    ],
    ["a timer", "await gate; setTimeout(() => say(), 1);"],
    ["a timer in a timer", "await gate; setTimeout(() => setImmediate(() => say()), 1);"],
    [
      "an interval",
      "await gate; const every = setInterval(() => { clearInterval(every); say(); }, 1);",
    ],
    ["a tick", "await gate; process.nextTick(() => say());"],
    ["a microtask", "await gate; queueMicrotask(() => say());"],
    [
      "timers/promises",
      "const { setTimeout: after } = await import('node:timers/promises'); await gate; await after(1); say();",
    ],
    [
      "util.promisify",
      "const { promisify } = await import('node:util'); await gate; await promisify((done) => setTimeout(done, 1))(); say();",
    ],
    [
      "events.once",
      "const { EventEmitter, once } = await import('node:events'); const e = new EventEmitter(); gate.then(() => e.emit('z')); await once(e, 'z'); say();",
    ],
    ["an error", "try { await gate.then(() => { throw new Error('x'); }); } catch { say(); }"],
    [
      "Array.fromAsync and its like",
      "await Promise.allSettled([1, 2].map(async () => { await gate; })); say();",
    ],
  ])("through %s", async (...[, body]) => {
    const served = await afterWaiting(body);
    await served.until("log", ({ text }) => text === "said");
    expect(told(served)).toEqual(["said: packet 2 from alice, line 6"]);
  });

  it("is the asker's when the answer is another client's, and who answered began the turn", async () => {
    const { served, alice, bob } = await withTwo(`${IO}
io.on("connection", (socket) => socket.on("ask", async () => {
  const [answer] = await socket.broadcast.timeout(60_000).emitWithAck("question");
  io.emit("answer", answer);
}));`);
    bob.on("question", (answer: (text: string) => void) => answer("yes"));
    const answer = once(alice, "answer");
    alice.emit("ask");
    expect(await answer).toBe("yes");
    const broadcast = served
      .facts("broadcast")
      .find(({ packet }) => packet.text.includes('"answer"'));
    expect(broadcast && beginningOf(served, broadcast)).toBe("packet 2 from alice");
    const turn = served.facts("turn").find((one) => one.turn === broadcast?.turn);
    expect(beginningOf(served, { turn: turn?.turn })).toBe("packet 2 from bob");
  });

  it("in a middleware is the connection's, and so is what the middleware lets in", async () => {
    const { served } = await withTwo(`${IO}
let first = true;
io.use(async (socket, next) => {
  await sleep(first ? 20 : 1);
  first = false;
  console.log("lets in");
  next();
});
io.on("connection", async (socket) => { await null; socket.emit("hello", 1); });`);
    const opened = served.facts("socket.opened");
    const hellos = served.facts("emit").filter(({ packet }) => packet.text.includes("hello"));
    for (const facts of [served.facts("log"), opened, hellos]) {
      expect(facts.map((fact) => beginningOf(served, fact))).toEqual([
        "packet 1 from alice",
        "packet 1 from bob",
      ]);
    }
  });
});

describe("what nobody waits for", () => {
  it("is the doing of the timer's setter, however often the timer fires", async () => {
    const { served, alice } = await withTwo(`${IO}
io.on("connection", (socket) => socket.on("x", () => {
  let n = 0;
  const every = setInterval(() => { console.log(++n); if (n === 3) clearInterval(every); }, 1);
}));
setTimeout(() => console.log("own"), 1);`);
    alice.emit("x");
    await served.until("log", ({ text }) => text === "3");
    expect(told(served)).toEqual([
      "own: load, line 9",
      ...[1, 2, 3].map((n) => `${n}: packet 2 from alice, line 7`),
    ]);
  });

  it("is nobody's that is known, when the collector calls for it", async () => {
    const served = await serve(`
const lost = new FinalizationRegistry((name) => {
  console.log("lost", name);
  setTimeout(() => console.log("later"), 1);
});
lost.register({}, "it");
for (let i = 0; i < 50_000; i++) { const one = {}; one.self = one; }
await null;
console.log("goes on");`);
    expect(await served.run.ended).toMatchObject({ why: "finished" });
    expect(told(served).toSorted()).toEqual([
      "goes on: load, line 9",
      "later: unknown, line 4",
      "lost it: unknown, line 3",
    ]);
    expect(served.facts("log").find(({ text }) => text === "lost it")?.cause).toBe("unknown");
  });

  it("has no line when none of the program's is being run", async () => {
    const served = await serve(`${IO}
io.on("connection", (socket) => { sleep(1).then(socket.emit.bind(socket, "bound", 1)); });`);
    await once(served.client({}, "/@alice"), "bound");
    const bound = served.facts("emit").find(({ packet }) => packet.text.includes("bound"));
    expect(bound && beginningOf(served, bound)).toBe("packet 1 from alice");
    expect(bound?.where).toBeUndefined();
  });
});

describe("an http handler that waits", () => {
  it("does it for its own request, also behind express's parser of bodies", async () => {
    const served = await serve(`import express from "express";
import { createServer } from "node:http";
import { Server } from "socket.io";
const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.json());
app.post("/say", async (req, res) => {
  await new Promise((done) => setTimeout(done, req.body.ms));
  io.emit("said", req.body.ms);
  res.json("ok");
});
server.listen(3000);`);
    await served.join({}, "/@alice");
    const post = (ms: number, who: string) =>
      fetch(`${served.url}/say?${who}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ms }),
      }).then((response) => response.text());
    await Promise.all([post(30, "slow"), post(1, "fast")]);
    const said = served.facts("broadcast");
    // Whoever was first.
    expect(
      said.map((fact) => `${beginningOf(served, fact)}, ${fact.where?.line}`).toSorted(),
    ).toEqual(["POST /say?fast, 10", "POST /say?slow, 10"]);
  });
});

describe("what ends a program", () => {
  it.each([
    ["a rejection", "await gate; throw new Error('late');", "rejection"],
    ["an endless loop", "await gate; for (;;);", "budget"],
    [
      "what a timer throws",
      "await gate; setTimeout(() => { throw new Error('late'); }, 1);",
      "timer",
    ],
  ])("is the doing of who waited: %s", async (...[, body, during]) => {
    const served = await afterWaiting(body);
    const { fault } = await served.crash();
    expect(fault).toMatchObject({ during, where: { line: 10 } });
    expect(beginningOf(served, fault)).toBe("packet 2 from alice");
  });
});

describe("each kind of fact", () => {
  it("names its turn, what began it, and its line", async () => {
    const { served, alice } = await withTwo(`${IO}
io.on("connection", (socket) => socket.on("x", async (answer) => {
  await sleep(1);
  socket.join("room");
  io.emit("all", 1);
  socket.emit("one", 1);
  answer(1);
  socket.leave("room");
  console.log("log");
  process.emitWarning("warned");
  new Server(3001, { wsEngine: "eiows" });
  socket.conn.close();
  io.httpServer.close();
  throw new Error("over");
}));`);
    await alice.emitWithAck("x").catch(() => {});
    await served.crash();
    const sent = (text: string, kind: "emit" | "broadcast") =>
      served.facts(kind).find(({ packet }) => packet.text.includes(text));
    const last = <K extends Fact["kind"]>(kind: K) => served.facts(kind).at(-1);
    const facts = {
      joined: served.facts("room.joined").find(({ room }) => room === "room"),
      broadcast: sent("all", "broadcast"),
      emit: sent("one", "emit"),
      ack: sent("[1]", "emit"),
      left: served.facts("room.left").find(({ room }) => room === "room"),
      log: served.facts("log").find(({ text }) => text === "log"),
      warning: served.facts("log").find(({ text }) => text.includes("warned")),
      limit: last("limit"),
      listening: last("server.listening"),
      closed: served.facts("server.closed")[0],
      session: served
        .facts("session.closed")
        .find(({ session }) => session === served.facts("session.opened")[0]?.session),
      fault: last("fault"),
    };
    const lines = Object.entries(facts).map(([name, fact]) => {
      expect(fact, name).toBeDefined();
      return [name, fact && beginningOf(served, fact), fact?.where?.line];
    });
    const expected = {
      joined: 7,
      broadcast: 8,
      emit: 9,
      ack: 10,
      left: 11,
      log: 12,
      warning: 13,
      limit: 14,
      listening: 14,
      closed: 16,
      session: 15,
      fault: 17,
    };
    expect(lines).toEqual(
      Object.entries(expected).map(([name, line]) => [name, "packet 2 from alice", line]),
    );
  });
});
