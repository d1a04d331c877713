// Errors of a program that nobody catches: it ends as `node` would, says where, and nobody beside it feels it.
import { describe, expect, it } from "vitest";
import { expectWitness, leaving, once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;

describe("an error that nobody catches", () => {
  const handler = (body: string) =>
    `${IO}io.on("connection", (socket) => {\n  socket.on("go", async () => {\n${body}\n  });\n});\n`;

  it.each([
    [
      "in an event handler",
      `${IO}io.on("connection", (socket) => {\n  socket.on("go", (x) => {\n    x.y.z;\n  });\n});\n`,
      "handler",
      5,
    ],
    ["in an async event handler", handler("    throw new Error();"), "rejection", 5],
    ["after an await in it", handler("    await null;\n    throw new Error();"), "rejection", 6],
    [
      "in a function it does not await",
      handler("    (async () => {\n      throw new Error();\n    })();"),
      "rejection",
      6,
    ],
    [
      "in a timer it sets",
      handler("    setTimeout(() => {\n      throw new Error();\n    }, 2);"),
      "timer",
      6,
    ],
    [
      "in a microtask",
      handler("    queueMicrotask(() => {\n      throw new Error();\n    });"),
      "handler",
      6,
    ],
    [
      "in nextTick",
      handler("    process.nextTick(() => {\n      throw new Error();\n    });"),
      "handler",
      6,
    ],
    [
      "in an ack that the client calls",
      handler(`    socket.emit("asked", () => {\n      throw new Error();\n    });`),
      "handler",
      6,
    ],
    [
      "of an emitter: an error event without a listener",
      handler(`    io.httpServer.emit("error", new Error());`),
      "rejection",
      5,
    ],
  ] as const)(
    "%s ends the program, and its clients see it go",
    async (...[, source, during, line]) => {
      const served = await serve(source);
      const clients = await Promise.all([served.join(), served.join({ transports: ["polling"] })]);
      const gone = clients.map(leaving);
      clients[0]?.on("asked", (answer: () => void) => answer());
      clients[0]?.emit("go", {});
      const { why, code, fault } = await served.crash();
      expect({ why, code }).toEqual({ why: "crashed", code: 1 });
      expect(fault).toMatchObject({ during, where: { file: "server.js", line } });
      // As when the process of a Node server dies: a poll that is not answered is an error to its client.
      expect(await Promise.all(gone)).toEqual(["transport close", "transport error"]);
      const turns = served.facts("turn");
      expect(fault.turn).toBe(turns.at(-1)?.turn);
      expect(served.facts("session.closed").map(({ detail }) => detail)).toEqual([
        "The program has crashed. The trace says where; Run starts it again.",
        "The program has crashed. The trace says where; Run starts it again.",
      ]);
    },
  );

  it.each([
    [
      "in a connection handler",
      `io.on("connection", (socket) => {\n  throw new Error("not you");\n});`,
      "handler",
    ],
    [
      "in middleware",
      `io.use((socket, next) => {\n  throw new Error("not you");\n});`,
      "rejection",
    ],
    [
      "in middleware after an await",
      `io.use(async (socket, next) => { await null;\n  throw new Error("not you");\n});`,
      "rejection",
    ],
  ] as const)("%s ends the program while the client connects", async (_where, source, during) => {
    const served = await serve(IO + source);
    served.client();
    const { fault } = await served.crash();
    expect(fault).toMatchObject({
      during,
      message: "not you",
      where: { file: "server.js", line: 4 },
    });
  });

  it("in a timer of the load ends the program", async () => {
    const served = await serve(`${IO}setTimeout(() => {\n  null.x;\n}, 1);\n`);
    const { fault } = await served.crash();
    expect(fault).toMatchObject({ during: "timer", turn: 1, where: { line: 4 } });
  });

  it.each([
    ["a promise nobody looks at", `Promise.reject(new Error("lost"));`],
    ["a top-level await", `await Promise.reject(new Error("lost"));`],
    ["after a top-level await", `await null; throw new Error("lost");`],
    [
      "a promise that is caught only by a later timer",
      `const p = Promise.reject(new Error("lost")); setTimeout(() => p.catch(() => {}), 1);`,
    ],
  ])("in %s ends the program as it loads", async (_where, source) => {
    const { fault, why } = await (await serve(IO + source)).crash();
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({ during: "rejection", message: "lost", where: { line: 3 } });
  });

  it.each([
    ["by a microtask", `Promise.resolve().then(() => p.catch(() => console.log("caught")));`],
    ["by nextTick", `process.nextTick(() => p.catch(() => console.log("caught")));`],
    ["by an await further down", `await null;\ntry { await p } catch { console.log("caught") }`],
  ])("is no crash when it is handled in the same turn, %s", async (_how, source) => {
    const served = await serve(`${IO}const p = Promise.reject(new Error("early"));\n${source}`);
    await served.until("log");
    expect((await served.join()).connected).toBe(true);
    expect(served.logs()).toEqual(["caught"]);
    expect(served.facts("fault")).toEqual([]);
  });

  it.each([
    [`"just text"`, `Uncaught "just text"`],
    ["42", "Uncaught 42"],
    ["undefined", "Uncaught undefined"],
    ["null", "Uncaught null"],
    ["{ code: 7 }", `Uncaught {"code":7}`],
    ["Object.create(null)", "Uncaught {}"],
  ])("may be no error at all: throw %s", async (value, message) => {
    const { why, fault } = await (await serve(`${IO}throw ${value};`)).crash();
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({ during: "load", message });
  });

  it.each([
    "Symbol('s')",
    "new Proxy({}, { get() { throw 1; } })",
    "{ get message() { throw 1; } }",
    "() => {}",
  ])("may be something nobody can print: throw %s", async (value) => {
    const loading = await serve(`${IO}throw ${value};`);
    expect((await loading.crash()).fault.message).toMatch(/^Uncaught/);
    const timing = await serve(`${IO}setTimeout(() => { throw ${value}; }, 1);`);
    expect((await timing.crash()).fault).toMatchObject({
      during: "timer",
      message: expect.stringMatching(/^Uncaught/) as string,
    });
  });

  it("may be a rejection that is no error, in Node's words", async () => {
    const { fault } = await (await serve(`${IO}Promise.reject("just text");`)).crash();
    expect(fault).toMatchObject({
      name: "UnhandledPromiseRejection",
      message: expect.stringContaining(
        'The promise rejected with the reason "just text".',
      ) as string,
    });
  });

  it("does not end a program that listens for it", async () => {
    const served = await serve(`${IO}
      process.on("uncaughtException", (error) => console.log("uncaught", error.message));
      process.on("unhandledRejection", (reason) => console.log("unhandled", reason.message));
      io.on("connection", (socket) => {
        socket.on("throw", () => { throw new Error("a"); });
        socket.on("reject", async () => { throw new Error("b"); });
        socket.on("alive", (answer) => answer("yes"));
      });`);
    const client = await served.join();
    client.emit("throw").emit("reject");
    expect(await client.emitWithAck("alive")).toBe("yes");
    expect(served.logs()).toEqual(["uncaught a", "unhandled b"]);
    expect(served.facts("fault")).toEqual([]);
  });

  it("leaves what the program said before it in the trace, and on the wire", async () => {
    const served = await serve(`${IO}io.on("connection", (socket) => {
      socket.on("go", () => {
        console.log("before");
        socket.emit("last words", 1);
        throw new Error("now");
      });
    });`);
    const client = await served.join();
    const heard = once(client, "last words");
    client.emit("go");
    await served.crash();
    expect(await heard).toBe(1);
    expect(served.logs()).toEqual(["before"]);
    expect(served.facts("emit").at(-1)?.where).toMatchObject({ line: 6 });
  });
});
