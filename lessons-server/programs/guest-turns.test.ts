// What one turn is, what its facts say of it, and how a program ends: the promises of the trace, on a real program.
import { describe, expect, it } from "vitest";
import {
  expectWitness,
  leaving,
  once,
  programOf,
  servedSandboxes,
} from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;

describe("what an acknowledged message costs", () => {
  it("is no more fuel than it was brought down to", async () => {
    const served = await serve(`${IO}
      io.on("connection", (socket) => socket.on("ping", (value, ack) => ack(value)));`);
    const client = await served.join();
    for (let n = 0; n < 50; n++) expect(await client.emitWithAck("ping", n)).toBe(n);
    const costs = served
      .facts("turn")
      .filter(({ trigger }) => trigger.by === "packet")
      .map(({ fuel }) => fuel)
      .toSorted((a, b) => a - b);
    // Some turns pay for a collection of garbage as well: those are at the end.
    expect(costs[25]).toBeLessThan(14_000);
  });
});

describe("one input", () => {
  it("is one turn, with the promises and ticks it made run before the next", async () => {
    const served = await serve(`${IO}
      io.on("connection", (socket) => {
        socket.on("step", async (n) => {
          process.nextTick(() => console.log(n, "tick"));
          Promise.resolve().then(() => console.log(n, "promise"));
          queueMicrotask(() => console.log(n, "microtask"));
          setTimeout(() => console.log(n, "timer"), 0);
          setImmediate(() => console.log(n, "immediate"));
          console.log(n, "sync");
          await null;
          console.log(n, "awaited");
        });
      });`);
    const client = await served.join();
    client.emit("step", 1);
    client.emit("step", 2);
    await served.until("log", ({ text }) => text === "2 timer");
    const turns = new Map<number, string[]>();
    for (const { turn = -1, text } of served.facts("log"))
      turns.set(turn, [...(turns.get(turn) ?? []), text]);
    const steps = [...turns.values()].filter((texts) => texts.length > 1);
    for (const [i, texts] of steps.entries()) {
      expect(texts).toEqual(
        ["sync", "tick", "promise", "microtask", "awaited"].map((what) => `${i + 1} ${what}`),
      );
    }
    expect(steps).toHaveLength(2);
    const packets = served.facts("turn").filter(({ trigger }) => trigger.by === "packet");
    expect(packets.map(({ trigger }) => trigger)).toMatchObject([
      { packet: 1 },
      { packet: 2 },
      { packet: 3 },
    ]);
  });

  it("has its trigger, in the order in which the turns are numbered", async () => {
    const served = await serve(`${IO}
      io.on("connection", (socket) => socket.on("bye", () => {}));`);
    const client = await served.join({ transports: ["polling", "websocket"] });
    await served.until("turn", ({ trigger }) => trigger.by === "upgrade");
    client.disconnect();
    await served.until("turn", ({ trigger }) => trigger.by === "close");
    const turns = served.facts("turn");
    expect(turns.map(({ turn }) => turn)).toEqual(turns.map((_, i) => i));
    expect(turns.map(({ trigger }) => trigger.by)).toEqual([
      "load",
      "connection",
      "packet",
      "upgrade",
      "packet",
      "close",
    ]);
    for (const { fuel, ms } of turns) {
      expect(fuel).toBeGreaterThan(0);
      expect(ms).toBeGreaterThanOrEqual(0);
    }
  });

  it("costs the same fuel in every fresh sandbox", async () => {
    const source = `let sum = 0; for (let i = 0; i < 1000; i++) sum += i; console.log(sum);`;
    const runs = await Promise.all([1, 2, 3].map(() => serve(source)));
    const costs = runs.map((served) => served.facts("turn")[0]?.fuel);
    expect(new Set(costs).size).toBe(1);
  });
});

describe("an event that arrives", () => {
  it("is told to be unheard where no listener, no catch-all and no middleware is for it", async () => {
    const served = await serve(`${IO}
      io.on("connection", (socket) => {
        socket.on("known", () => {});
        socket.on("listen", () => socket.onAny(() => {}));
        socket.on("deaf", () => socket.offAny());
        socket.on("use", (done) => { socket.use((event, next) => next()); done(); });
      });`);
    const client = await served.join();
    for (const event of ["known", "unknown", "listen", "caught", "deaf", "unknown again"])
      client.emit(event);
    await client.emitWithAck("use");
    client.emit("passed on");
    client.emit("disconnect me");
    await client.emitWithAck("use");
    expect(served.facts("unheard").map(({ event }) => event)).toEqual(["unknown", "unknown again"]);
  });
});

describe("a timer", () => {
  it("is a turn of its own that names the turn which set it, and its delay", async () => {
    const served = await serve(`${IO}
      setTimeout(() => console.log("of the load"), 3);
      io.on("connection", (socket) => {
        socket.on("later", () => setTimeout(() => { console.log("of the packet"); setImmediate(() => console.log("of the timer")); }, 2));
      });`);
    (await served.join()).emit("later");
    const last = await served.until("log", ({ text }) => text === "of the timer");
    const turnOf = (text: string) => served.facts("log").find((log) => log.text === text)?.turn;
    const triggerOf = (text: string) =>
      served.facts("turn").find(({ turn }) => turn === turnOf(text))?.trigger;
    const packet = served
      .facts("turn")
      .find(({ trigger }) => trigger.by === "packet" && trigger.packet === 2);
    expect(triggerOf("of the load")).toEqual({ by: "timer", setIn: 0, delay: 3 });
    expect(triggerOf("of the packet")).toEqual({ by: "timer", setIn: packet?.turn, delay: 2 });
    expect(triggerOf("of the timer")).toEqual({
      by: "timer",
      setIn: turnOf("of the packet"),
      delay: 0,
    });
    expect(last.turn).toBe(served.facts("turn").at(-1)?.turn);
  });

  it("fires in the order of its time, repeats, and can be stopped from inside", async () => {
    const served = await serve(`
      let n = 0;
      setTimeout(() => console.log("c"), 9);
      setTimeout((...args) => console.log("b", ...args), 1, "x", "y");
      const never = setTimeout(() => console.log("never"), 2);
      const every = setInterval(() => { console.log("every", ++n); if (n === 3) clearInterval(every); }, 1);
      setImmediate(() => { console.log("a"); clearTimeout(never); });
      setTimeout(() => console.log("unref"), 60_000).unref();`);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    const logs = served.logs();
    expect(logs[0]).toBe("a");
    expect(logs.filter((text) => text.startsWith("every"))).toEqual([
      "every 1",
      "every 2",
      "every 3",
    ]);
    expect(logs).toContain("b x y");
    expect(logs).not.toContain("never");
    expect(logs).not.toContain("unref");
  });

  it("fires although immediates follow each other for ever", async () => {
    const served = await serve(`
      let isOver = false;
      (function again() { if (!isOver) setImmediate(again); })();
      setTimeout(() => { isOver = true; console.log("fired"); }, 20);`);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["fired"]);
  });

  it("keeps its order however many there are, set, refreshed and cleared in any", async () => {
    const served = await serve(`
      const fired = [];
      const timers = Array.from({ length: 150 }, (_, i) => {
        const delay = 1 + ((i * 7919) % 97);
        const one = { delay, after: Date.now() + delay };
        one.timer = setTimeout(() => fired.push(one), delay);
        one.before = Date.now() + delay;
        return one;
      });
      for (let i = 0; i < 150; i += 3) clearTimeout(timers[i].timer);
      for (let i = 1; i < 150; i += 9) {
        timers[i].after = Date.now() + timers[i].delay;
        timers[i].timer.refresh();
        timers[i].before = Date.now() + timers[i].delay;
      }
      for (let i = 2; i < 150; i += 9) timers[i].timer.unref().ref();
      process.on("exit", () => {
        const overtaken = fired.filter((one, i) => fired.slice(i).some((later) => later.before < one.after));
        console.log(fired.length, new Set(fired).size, overtaken.length);
      });`);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["100 100 0"]);
  });

  it("is refused when there are 200 already, in words that help, and once they are cleared is not", async () => {
    const served = await serve(`
      const timers = Array.from({ length: 200 }, () => setInterval(() => {}, 60_000));
      for (let i = 0; i < 3; i++) {
        try { setTimeout(() => {}, 1); } catch (error) { console.log(error.name, error.message); }
      }
      for (const timer of timers) clearInterval(timer);
      setTimeout(() => console.log("fired"), 1);`);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    const text =
      "A program may have 200 timers at once. Clear those it does not need any more, with clearTimeout or clearInterval.";
    expect(served.logs()).toEqual([...Array<string>(3).fill(`RangeError ${text}`), "fired"]);
    expect(served.facts("limit")).toMatchObject([{ what: "timers", text }]);
  });

  it("too many, and not caught, ends the program where it set the last", async () => {
    const { why, fault } = await (await serve("for (;;)\n  setInterval(() => {}, 10);")).crash();
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({ name: "RangeError", where: { file: "server.js", line: 2 } });
  });
});

describe("the place of what a program did", () => {
  it("is the learner's line, for every way to send, answer, join and leave", async () => {
    const served = await serve(`${IO}io.on("connection", async (socket) => {
  socket.emit("line 4");
  socket.join("room");
  io.to("room").emit("line 6");
  socket.broadcast.emit("line 7");
  io.emit("line 8");
  socket.on("ask", (answer) => {
    answer("line 10");
    socket.leave("room");
  });
  await null;
  socket.emit("line 14");
  socket.on("end", () => setTimeout(() => {
    io.of("/").except("x").volatile.emit("line 16");
    socket.disconnect();
  }, 1));
});
`);
    const client = served.client();
    const gone = leaving(client);
    await once(client, "line 4");
    expect(await client.emitWithAck("ask")).toBe("line 10");
    client.emit("end");
    await gone;
    await served.until("room.left", ({ where }) => where?.line === 17);
    const lines = [...served.facts("emit"), ...served.facts("broadcast")].flatMap(
      ({ packet, where }) => {
        const said = /line (\d+)/.exec(packet.text)?.[1];
        return said ? [[Number(said), where?.line]] : [];
      },
    );
    expect(lines.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
      [4, 6, 7, 8, 10, 14, 16].map((n) => [n, n]),
    );
    expect(
      served
        .facts("room.joined")
        .map(({ room, where }) => [room === client.id ? "own" : room, where?.line]),
    ).toContainEqual(["room", 5]);
    expect(served.facts("room.left")[0]).toMatchObject({
      room: "room",
      where: { file: "server.js", line: 11 },
    });
  });

  it("is right on the first line of a CommonJS file", async () => {
    const served = await serve(`console.log(1); const a = () => console.log(2); a();`);
    expect(served.facts("log").map(({ where }) => where)).toEqual([
      { file: "server.js", line: 1, column: 12 },
      { file: "server.js", line: 1, column: 44 },
    ]);
  });

  it("is the file that did it", async () => {
    const served = await serve({
      "src/server.js": `import { Server } from "socket.io"; import { greet } from "./greet.js"; new Server(3000).on("connection", greet);`,
      "src/greet.js": `export const greet = (socket) => {\n  socket.emit("hello", 1);\n};`,
    });
    await once(served.client(), "hello");
    expect(served.facts("emit").at(-1)?.where).toMatchObject({ file: "src/greet.js", line: 2 });
  });
});

describe("a program ends", () => {
  it.each([
    ["when nothing is left to wait for", "setTimeout(() => {}, 1);", "finished", 0],
    ["when it exits", "process.exit();", "finished", 0],
    ["with the code it exits with", "setTimeout(() => process.exit(7), 1);", "crashed", 7],
    [
      "by an exit that nothing can catch",
      "try { process.exit(2); } catch {} finally { console.log('never'); }",
      "crashed",
      2,
    ],
    ["by an exit in a promise", "Promise.resolve().then(() => process.exit(5));", "crashed", 5],
  ])("%s", async (...[, source, why, code]) => {
    const served = await serve(source);
    expect(await served.run.ended).toEqual({ why, code });
    expect(served.facts("fault")).toEqual([]);
    expect(served.logs()).toEqual([]);
  });

  it("and takes its clients along when it exits", async () => {
    const served = await serve(
      `${IO}io.on("connection", (s) => s.on("stop", () => { s.emit("bye", 1); process.exit(0); }));`,
    );
    const client = await served.join();
    const [bye, gone] = [once(client, "bye"), leaving(client)];
    client.emit("stop");
    expect(await bye).toBe(1);
    expect(await gone).toBe("transport close");
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
  });

  it("when it is stopped, and the next run begins with fresh state", async () => {
    const served = await serve(
      `${IO}let n = 0; io.on("connection", (s) => s.on("count", (answer) => answer(++n)));`,
    );
    const client = await served.join();
    expect(await client.emitWithAck("count")).toBe(1);
    const gone = leaving(client);
    const source = `${IO}let n = 10; io.on("connection", (s) => s.on("count", (answer) => answer(++n)));`;
    const again = await served.sandbox.run(programOf(source));
    expect(await gone).toBe("transport close");
    expect(await served.run.ended).toEqual({ why: "stopped", code: 0 });
    expect(again.id).not.toBe(served.run.id);
    await again.listening;
    expect(await (await served.join()).emitWithAck("count")).toBe(11);
    expect(served.run.recorder.trace().at(-1)?.kind).not.toBe("turn");
  });
});
