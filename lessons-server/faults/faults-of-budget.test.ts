// What is left of programs that take all the time or stack there is: their place, their stack and their last words.
// (That they are stopped, whatever they do, is corpus/corpus.test.ts.) Fuel is counted, so nothing depends on speed.
import { describe, expect, it } from "vitest";
import type { EventOf } from "#trace/event.ts";
import {
  expectWitness,
  leaving,
  once,
  type Served,
  servedSandboxes,
} from "../testing/served-sandboxes.ts";

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
  it("has the place of its last call named when the loop is not certain", async () => {
    const { fault } = await endOf(handler("for (let i = 0; i < 3; i++); for (;;);"));
    expect(fault).toMatchObject({
      message: busy("The code behind server.js, line 6,"),
      where: { line: 6 },
    });
  });

  it("has the native function that it was in at the top of its stack", async () => {
    const { fault } = await endOf(handler("[].indexOf.call({ length: 2 ** 32 }, 1);"));
    expect(fault.stack.split("\n")[0]).toBe("at indexOf (native)");
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
      await endOf(
        handler(
          `${shift} for (let i = 0; ; i++) { socket.join("room " + i); socket.leave("room " + i); }`,
        ),
      );
    }
  }, 180_000);

  it.each([
    ["printed as it loads, before it has listened", "for (;;) process.stdout.write('x\\n');"],
    ["sent as it loads", "for (;;) io.emit('x', 1);"],
  ])("keeps the first of more than can be told: %s", async (_what, loop) => {
    const served = await serve(`${IO}console.log("first");\n${loop}`);
    const { why, fault } = await served.crash();
    expect([why, fault.during]).toEqual(["killed", "budget"]);
    expect(served.logs()[0]).toBe("first");
    expect(served.facts("server.listening")).toHaveLength(1);
  });

  it("keeps what it had said when it is the telling that costs too much", async () => {
    // More in each turn: the first that is too much has said everything, and has nothing left to tell it with.
    const served = await serve(
      `${IO}let most = 2_000;
      setInterval(() => {
        console.log("first");
        for (let i = 0; i < most; i++) console.log(i);
        most += 200;
      }, 1);`,
      { logLinesPerSecond: 1e6, logLinesAtOnce: 1e6 },
    );
    const { why, fault } = await served.crash();
    expect([why, fault.during]).toEqual(["killed", "budget"]);
    const last = served.facts("log").filter(({ turn }) => turn === fault.turn);
    expect(last.map(({ text }) => text).slice(0, 2)).toEqual(["first", "0"]);
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

describe("a program that takes all the stack", () => {
  it("counts the calls instead of listing them", async () => {
    const { fault } = await endOf(handler("(function again() { again(); })();"));
    expect(fault.stack).toMatch(
      /^at again \(server\.js:7:\d+\) \(\d{2,} times\)\nat <anonymous> \(server\.js:7:\d+\)$/,
    );
  });
});
