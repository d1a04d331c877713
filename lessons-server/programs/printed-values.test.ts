// Values that resist being printed: they are text all the same, made inside the machine, so that only text leaves it.
import { describe, expect, it } from "vitest";
import { expectWitness, once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;

/** What a program prints, each value as text. */
async function printed(source: string): Promise<readonly string[]> {
  const served = await serve(`export {};\n${source}`);
  await served.run.ended;
  expect(served.facts("fault")).toEqual([]);
  return served.logs();
}

describe("a value that resists printing", () => {
  it.each([
    ["a getter that throws", `{ get x() { throw new Error("no"); } }`, "{ x: [Getter] }"],
    [
      "a circle",
      `(() => { const a = { name: "a" }; a.self = a; return a; })()`,
      "<ref *1> { name: 'a', self: [Circular *1] }",
    ],
    ["no prototype", `Object.create(null)`, "[Object: null prototype] {}"],
    ["a class of the runtime", `new (class Room { size = 1 })()`, "Room { size: 1 }"],
    ["an error", `new TypeError("bad")`, "TypeError: bad\n    at <anonymous> (server.js:2:"],
    [
      "an error in something",
      `{ error: new Error("in") }`,
      "{\n  error: Error: in\n      at <anonymous> (server.js:2:",
    ],
    [
      "an error with more to it",
      `Object.assign(new Error("x"), { code: 7 })`,
      "Error: x\n    at <anonymous> (server.js:2:",
    ],
    [
      "an error without a stack",
      `Object.assign(new Error("x"), { stack: undefined })`,
      "[Error: x]",
    ],
    [
      "a text with control characters",
      `"a\\u0000\\u001b[31m\\u202eb\\ud800"`,
      "a\u0000\u001b[31m\u202eb\ud800",
    ],
    ["a symbol and a BigInt", `Symbol("s"), 10n`, "Symbol(s) 10n"],
    ["something huge", `"x".repeat(1e6)`, "x".repeat(4096) + "… (1000000 characters)"],
    [
      "something deep",
      `(() => { let o = {}; for (let i = 0; i < 1000; i++) o = { o }; return o; })()`,
      "{ o: { o: { o: [Object] } } }",
    ],
    [
      "a Proxy that throws",
      `new Proxy({}, { get() { throw 1; }, ownKeys() { throw 1; } })`,
      "[this value cannot be printed: printing it throws]",
    ],
    [
      "a printer that throws",
      `{ [Symbol.for("nodejs.util.inspect.custom")]() { throw 1; } }`,
      "[this value cannot be printed: printing it throws]",
    ],
    ["a text that throws", `"%s", { toString() { throw 1; } }`, "["],
  ])("is text, or says why not: %s", async (_what, value, expected) => {
    const [text] = await printed(`console.log(${value});`);
    expect(text?.startsWith(expected), text).toBe(true);
  });

  it("is a socket or a server, which are what learners print", async () => {
    const served = await serve(
      `${IO}io.on("connection", (socket) => { console.log(socket.handshake.query, socket.rooms); console.log(socket); console.log(io); socket.emit("done", 1); });`,
    );
    await once(served.client(), "done");
    expect(served.logs()[0]).toMatch(/^\{ EIO: '4', transport: 'websocket' \} Set\(1\) \{ '/);
    for (const text of served.logs().slice(1)) expect(text).not.toContain("cannot be printed");
  });
});
