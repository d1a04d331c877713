// Programs that take all the time there is: their fuel is counted, so nothing here depends on speed.
import { type End, goneAfterGo, inHandler, IO, type Row } from "./row.ts";

const BUSY = "kept the program busy and let nothing else happen. Is there a loop that never ends?";
const stopped = (place: string, line?: number): End => ({
  is: "killed",
  during: "budget",
  says: new RegExp(`^Stopped: ${place} ?${BUSY.replaceAll(".", "\\.").replace("?", "\\?")}$`),
  ...(line !== undefined && { line }),
});

/** In a handler, with the place named that a learner has to look at. */
const spins = (number: number, name: string, body: string): Row => ({
  number,
  name,
  layer: "fuel",
  program: inHandler(body),
  act: goneAfterGo,
  // Which of the calls in a loop was the last depends on random numbers.
  end: stopped(String.raw`(The code at|The loop at|The call of \w+\(\) in) server\.js, line 7,`, 7),
});

/** One of QuickJS's own loops, which nothing but fuel stops. */
const spinsNatively = (number: number, native: string, body: string): Row => ({
  ...spins(number, `${native}()`, body),
  end: stopped(String.raw`The call of ${native}\(\) in server\.js, line 7,`, 7),
});

/** Never for long on the stack. */
const spinsInJobs = (number: number, name: string, body: string): Row => ({
  ...spins(number, name, body),
  end: stopped(".*"),
});

const spinsAtLoad = (number: number, name: string, body: string): Row => ({
  number,
  name,
  layer: "fuel",
  program: IO + body,
  end: stopped(".*", 4),
});

export const timeRows: readonly Row[] = [
  spinsAtLoad(1, "a loop as it loads", "let n = 0;\nwhile (true) {\n  n++;\n}"),
  spinsAtLoad(
    1,
    "as it loads, in a function that calls nothing",
    "function wait() {\n  for (;;);\n}\nwait();",
  ),
  spinsAtLoad(
    1,
    "as it loads, in a function",
    "function wait() {\n  for (;;) Math.random();\n}\nwait();",
  ),
  spinsAtLoad(1, "as it loads, after an await", "await null;\nfor (;;) Math.random();"),
  spinsAtLoad(1, "in a timer", "setTimeout(() => {\n  for (;;) Math.random();\n}, 1);"),
  spins(2, "a call in a loop", "for (;;) Math.random();"),
  spins(2, "n++ in a loop", "let n = 0; while (true) { n++; }"),
  spins(2, "nothing in a loop", "while (true) {}"),
  spins(2, "a call behind a loop", "do {} while (true); console.log('never');"),
  {
    ...spins(2, "a loop after an await", ""),
    program: inHandler("await null;\n    for (;;) Math.random();", "async"),
    end: stopped(".*", 8),
  },
  spins(3, "a try in a loop", "for (;;) { try { for (;;); } catch {} }"),
  spins(4, "a loop in finally", "try { null.x; } finally { for (;;); }"),
  spins(
    4,
    "a generator that is not let go",
    "const g = (function* () { try { yield 1; } finally { for (;;); } })(); for (const _ of g) break;",
  ),
  spins(
    5,
    "a Proxy that loops while it is logged",
    "console.log(new Proxy({}, { get() { for (;;); } }));",
  ),
  spins(5, "a getter that loops while it is sent", "socket.emit('x', { get y() { for (;;); } });"),
  spins(6, "toJSON that loops while it is sent", "socket.emit('x', { toJSON() { for (;;); } });"),
  spinsNatively(7, "indexOf", "[].indexOf.call({ length: 2 ** 32 }, 1);"),
  spinsNatively(7, "lastIndexOf", "[].lastIndexOf.call({ length: 2 ** 32 }, 1);"),
  spinsNatively(7, "includes", "[].includes.call({ length: 2 ** 32 }, 1);"),
  spinsNatively(7, "reverse", "[].reverse.call({ length: 2 ** 32 });"),
  spinsNatively(7, "copyWithin", "[].copyWithin.call({ length: 2 ** 32 }, 1);"),
  spinsNatively(8, "join", "new Array(1e9) + '';"),
  spinsNatively(9, "fill", "const bytes = new Uint8Array(1e6); for (;;) bytes.fill(1);"),
  spinsNatively(10, "repeat", "for (;;) new Date('x'.repeat(1e6));"),
  spins(
    11,
    "an endless order",
    "const a = Array.from({ length: 1e5 }, (_, n) => n); for (;;) a.sort(() => Math.random() - 0.5);",
  ),
  spins(12, "BigInts", "for (;;) 7n ** 100_000n;"),
  spinsNatively(14, "exec", "/^(a+)+$/.test('a'.repeat(40) + '!');"),
  {
    ...spins(15, "a client's text in a regular expression of the program's", ""),
    program: `${IO}io.on("connection", (socket) => {
      socket.on("search", (text) => {


        /(x+x+)+y/.test(text);
      });
    });`,
    act: async (served) => {
      const [client, friend] = await Promise.all([served.join(), served.join()]);
      friend.emit("search", "y");
      client.emit("search", "x".repeat(40));
      const { turn } = await served.until("fault");
      // The learner sees who sent it.
      const trigger = served.facts("turn").find((one) => one.turn === turn)?.trigger;
      const sender = served.facts("socket.opened").find(({ id }) => id === client.id)?.session;
      if (trigger?.by !== "packet" || trigger.session !== sender)
        throw new Error("the turn does not name the packet of the one who sent it");
    },
  },
  spinsNatively(16, "RegExp", "new RegExp('(' + 'a|'.repeat(1e6) + 'b)');"),
  spinsInJobs(
    21,
    "a finalizer that never ends",
    "const r = new FinalizationRegistry(() => { for (;;); }); for (let i = 0; ; i++) r.register({}, i);",
  ),
  spinsInJobs(27, "promises that make promises", "const f = () => Promise.resolve().then(f); f();"),
  spinsInJobs(
    28,
    "promises that make two",
    "const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f();",
  ),
  spinsInJobs(29, "await", "(async () => { for (;;) await null; })();"),
  spinsInJobs(
    29,
    "an endless async iterator",
    "(async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })();",
  ),
  spins(30, "timers set and cleared", "for (;;) clearInterval(setInterval(() => {}, 0));"),
  spinsInJobs(32, "nextTick", "const f = () => process.nextTick(f); f();"),
];
