// Programs that take all the time, memory or stack there is: each is stopped or fails by itself, says where it was,
// and the program beside it on the same thread keeps its state. Fuel is counted, so nothing here depends on speed.
import { describe, expect, it } from "vitest";
import type { EventOf } from "#trace/event.ts";
import {
  expectWitness,
  leaving,
  once,
  type Served,
  servedSandboxes,
} from "./testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;
/** The body is line 7. */
const handler = (body: string, kind = "") => `${IO}io.on("connection", (socket) => {
  socket.on("go", ${kind} () => {
    console.log("before");
    socket.emit("last words", 1);
    ${body}
  });
});
`;

type Outcome = { readonly why: string; readonly fault: EventOf<"fault">; readonly served: Served };

/** Runs the program, lets a client say "go", and checks what is the same for all that end by it. */
async function endOf(source: string): Promise<Outcome> {
  const served = await serve(source);
  const client = await served.join();
  const [gone, heard] = [leaving(client), once(client, "last words")];
  client.emit("go");
  const { why, code, fault } = await served.crash();
  expect(code).toBe(1);
  expect(await gone).toBe("transport close");
  expect(await heard).toBe(1);
  expect(served.logs()[0]).toBe("before");
  expect(fault.turn).toBe(served.facts("turn").at(-1)?.turn);
  return { why, fault, served };
}

const busy = (place: string) =>
  `${place} kept the program busy and let nothing else happen. Is there a loop that never ends?`;

describe("a program that is stopped for its time", () => {
  it.each([
    ["a call in it", "for (;;) Math.random();"],
    ["messages sent in it", "for (;;) io.emit('x', 1);"],
    ["texts logged in it", "for (;;) console.log('x');"],
    ["timers set and cleared in it", "for (;;) clearInterval(setInterval(() => {}, 0));"],
    ["rooms joined in it", "for (;;) socket.join(String(Math.random()));"],
    ["BigInts in it", "for (;;) 7n ** 100_000n;"],
    ["a getter that loops while it is sent", "socket.emit('x', { get y() { for (;;); } });"],
    ["toJSON that loops while it is sent", "socket.emit('x', { toJSON() { for (;;); } });"],
    [
      "a Proxy that loops while it is logged",
      "console.log(new Proxy({}, { get() { for (;;); } }));",
    ],
  ])("has its loop named: %s", async (_what, body) => {
    const { why, fault } = await endOf(handler(body));
    expect(why).toBe("killed");
    expect(fault).toMatchObject({
      during: "budget",
      name: "Stopped",
      where: { file: "server.js", line: 7 },
    });
    // Which of the calls in it was the last depends on random numbers.
    const places = ["The code at", "The loop at", "The call of String() in"];
    expect(places.map((place) => busy(`${place} server.js, line 7,`))).toContain(fault.message);
  });

  it.each([
    ["n++ in it", "let n = 0; while (true) { n++; }"],
    ["nothing in it", "while (true) {}"],
    ["a try in it", "for (;;) { try { for (;;); } catch {} }"],
    ["a call behind it", "do {} while (true); console.log('never');"],
  ])("has its loop named although it calls nothing: %s", async (_what, body) => {
    const { why, fault } = await endOf(handler(body));
    expect(why).toBe("killed");
    expect(fault).toMatchObject({
      during: "budget",
      message: busy("The loop at server.js, line 7,"),
      where: { file: "server.js", line: 7 },
    });
    expect(fault.frame).toMatch(/^> 7 \|/m);
  });

  it("has the place of its last call named when the loop is not certain", async () => {
    const { fault } = await endOf(handler("for (let i = 0; i < 3; i++); for (;;);"));
    expect(fault).toMatchObject({
      message: busy("The code behind server.js, line 6,"),
      where: { line: 6 },
    });
  });

  it.each([
    ["indexOf", "[].indexOf.call({ length: 2 ** 32 }, 1);"],
    ["lastIndexOf", "[].lastIndexOf.call({ length: 2 ** 32 }, 1);"],
    ["includes", "[].includes.call({ length: 2 ** 32 }, 1);"],
    ["reverse", "[].reverse.call({ length: 2 ** 32 });"],
    ["copyWithin", "[].copyWithin.call({ length: 2 ** 32 }, 1);"],
    ["join", "new Array(1e9) + '';"],
    ["fill", "const bytes = new Uint8Array(1e6); for (;;) bytes.fill(1);"],
    ["exec", "/^(a+)+$/.test('a'.repeat(40) + '!');"],
    ["RegExp", "new RegExp('(' + 'a|'.repeat(1e6) + 'b)');"],
    ["repeat", "for (;;) new Date('x'.repeat(1e6));"],
  ])("has the native loop named: %s", async (name, body) => {
    const { why, fault } = await endOf(handler(body));
    expect(why).toBe("killed");
    expect(fault).toMatchObject({
      during: "budget",
      message: busy(`The call of ${name}() in server.js, line 7,`),
      where: { file: "server.js", line: 7 },
    });
    expect(fault.stack.split("\n")[0]).toBe(`at ${name} (native)`);
  });

  it("has its loop named after an await", async () => {
    const { fault } = await endOf(handler("await null;\n    for (;;) Math.random();", "async"));
    expect(fault).toMatchObject({ during: "budget", where: { line: 8 } });
  });

  it.each([
    ["promises that make promises", "const f = () => Promise.resolve().then(f); f();"],
    [
      "promises that make two",
      "const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f();",
    ],
    ["nextTick", "const f = () => process.nextTick(f); f();"],
    ["await", "(async () => { for (;;) await null; })();"],
    [
      "an endless async iterator",
      "(async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })();",
    ],
  ])("is stopped even when it never keeps the stack: %s", async (_what, body) => {
    const { why, fault } = await endOf(handler(body));
    expect(why).toBe("killed");
    expect(fault).toMatchObject({ during: "budget", name: "Stopped" });
    expect(fault.message).toMatch(/kept the program busy and let nothing else happen/);
  });

  it.each([
    ["as it loads", "let n = 0;\nwhile (true) {\n  n++;\n}", 4],
    [
      "as it loads, in a function that calls nothing",
      "function wait() {\n  for (;;);\n}\nwait();",
      4,
    ],
    ["as it loads, in a function", "function wait() {\n  for (;;) Math.random();\n}\nwait();", 4],
    ["as it loads, after an await", "await null;\nfor (;;) Math.random();", 4],
    ["in a timer", "setTimeout(() => {\n  for (;;) Math.random();\n}, 1);", 4],
  ])("is stopped %s", async (_when, body, line) => {
    const { why, fault } = await (await serve(IO + body)).crash();
    expect(why).toBe("killed");
    expect(fault).toMatchObject({ during: "budget", where: { file: "server.js", line } });
  });

  // swc has its own ways of never ending, and of breaking for good.
  it.each([
    ["understood in many ways", "a?(b):c=>".repeat(30)],
    ["nested", "[".repeat(60_000)],
  ])("is stopped when its TypeScript is %s", async (_how, source) => {
    const { why, fault } = await (await serve({ "server.ts": source })).crash();
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({ during: "load", name: "SyntaxError" });
    expect(fault.message).toMatch(/^This TypeScript (takes too long|is nested too deeply)/);
    const next = await serve({ "server.ts": "const a: number = 1;\nconsole.log(a);" });
    expect(next.logs()).toEqual(["1"]);
  });

  it("keeps what it had said, in whatever change to its memory its fuel ends", async () => {
    for (let moment = 0; moment < 20; moment++) {
      const shift = `for (let i = 0; i < ${moment * 7}; i++);`;
      await endOf(handler(`${shift} for (let i = 0; ; i++) socket.join("room " + i);`));
    }
  });

  it("keeps the megabytes it had said before", async () => {
    const { served } = await endOf(
      handler(
        "for (let i = 0; i < 30; i++) socket.emit('part', i, 'y'.repeat(50_000));\n    for (;;);",
      ),
    );
    expect(
      served.facts("emit").filter(({ packet }) => packet.text.startsWith('2["part"')),
    ).toHaveLength(30);
  });
});

describe("a program that takes all the memory", () => {
  const full = "The program used all the memory a sandbox has (32 MB).";

  it.each([
    ["arrays", "const a = []; for (;;) a.push(new Array(1e5).fill(0));"],
    ["nested arrays", "let s = []; for (;;) s = [s, new Array(1e5).fill({})];"],
    ["ArrayBuffers", "const a = []; for (;;) a.push(new ArrayBuffer(1 << 20));"],
    ["one ArrayBuffer", "new ArrayBuffer(1e9);"],
    ["one string", "'x'.padStart(2 ** 29);"],
    ["bytes", "const a = []; for (;;) a.push(Buffer.alloc(1 << 18));"],
  ])("is told so: %s", async (_what, body) => {
    const { why, fault } = await endOf(handler(body));
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({
      during: "memory",
      name: "Stopped",
      message: full,
      where: { line: 7 },
    });
  });

  it.each([
    ["a Map", "const m = new Map(); for (let i = 0; ; i++) m.set(i, {});"],
    ["small objects", "const a = []; for (;;) a.push({ x: [1] });"],
    [
      "small objects, whatever is thrown",
      "const a = []; for (;;) { try { a.push({ x: [1] }); } catch {} }",
    ],
    [
      "buffers, whatever is thrown",
      "const a = []; for (;;) { try { a.push(new ArrayBuffer(1 << 12)); } catch {} }",
    ],
  ])("is stopped by its memory or by its time, whichever ends first: %s", async (_what, body) => {
    const { fault } = await endOf(handler(body));
    expect(["memory", "budget"]).toContain(fault.during);
    expect(fault.where).toMatchObject({ file: "server.js", line: 7 });
  });

  it("as it loads says where", async () => {
    const { fault } = await (
      await serve(`${IO}const a = [];\nfor (;;) a.push(new ArrayBuffer(1 << 20));`)
    ).crash();
    expect(fault).toMatchObject({ during: "memory", message: full, where: { line: 4 } });
  });

  it("in an async function says where", async () => {
    const { fault } = await endOf(
      handler("const a = []; for (;;) a.push(new ArrayBuffer(1 << 20));", "async"),
    );
    expect(fault).toMatchObject({ during: "memory", message: full, where: { line: 7 } });
  });

  it("lives on when it catches that and lets go", async () => {
    const served = await serve(
      handler(
        "const a = []; try { for (;;) a.push(new ArrayBuffer(1 << 20)); } catch { a.length = 0; socket.emit('alive'); }",
      ),
    );
    const client = await served.join();
    client.emit("go");
    await once(client, "alive");
    expect(served.facts("fault")).toEqual([]);
  });
});

describe("a program that takes all the stack", () => {
  const words = { name: "RangeError", message: "Maximum call stack size exceeded" };

  it.each([
    ["calls itself", "(function again() { again(); })();"],
    ["calls itself through a native function", "const again = () => [1].map(again); again();"],
    ["nests JSON deeply", "JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));"],
    ["nests code deeply", "eval('['.repeat(1e5));"],
    ["prints itself", "const a = []; a.toString = () => String(a); String(a);"],
  ])("fails in Node's words when it %s", async (_what, body) => {
    const { why, fault } = await endOf(handler(body));
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({ ...words, during: "handler", where: { line: 7 } });
  });

  it("counts the calls instead of listing them", async () => {
    const { fault } = await endOf(handler("(function again() { again(); })();"));
    expect(fault.stack).toMatch(
      /^at again \(server\.js:7:\d+\) \(\d{2,} times\)\nat <anonymous> \(server\.js:7:\d+\)$/,
    );
  });

  it.each([
    [
      "stringifies what is nested deeply",
      "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; JSON.stringify(o);",
    ],
    [
      "sends what is nested deeply",
      "let o = []; for (let i = 0; i < 1e5; i++) o = [o]; socket.emit('x', o);",
    ],
    ["matches what is nested deeply", "new RegExp('('.repeat(1e5));"],
  ])("ends, with its place, when it %s", async (_what, body) => {
    const { fault } = await endOf(handler(body));
    expect(fault.where).toMatchObject({ file: "server.js", line: 7 });
  });
});
