// Attacks on the wall around a program, from inside it. What holds is QuickJS without ambient authority, strings only,
// and the checks on both sides of the line; a sandbox beside the attacker must notice nothing.
import { describe, expect, it } from "vitest";
import { expectWitness, leaving, once, servedSandboxes } from "./testing/served-sandboxes.ts";

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

describe("a program can reach", () => {
  it.each([
    "__host",
    "__guest",
    "WebAssembly",
    "XMLHttpRequest",
    "WebSocket",
    "Worker",
    "navigator",
    "std",
    "os",
    "bjson",
    "scriptArgs",
    "print",
    "load",
    "Deno",
    "Bun",
    "require",
    "module",
    "process.binding",
    "process.mainModule",
    "process.dlopen",
    "process.stdin",
    "process.env.PATH",
    "process.env.HOME",
    "Module",
    "importScripts",
  ])("no %s", async (name) => {
    expect(
      await printed(
        `let kind; try { kind = typeof ${name}; } catch { kind = "undefined"; } console.log(kind);`,
      ),
    ).toEqual(["undefined"]);
  });

  it.each([
    "fs",
    "node:fs",
    "child_process",
    "worker_threads",
    "vm",
    "net",
    "os",
    "std",
    "bjson",
    "module",
    "inspector",
    "v8",
    "/etc/passwd",
    "../../../etc/passwd",
    "file:///etc/passwd",
    "data:text/javascript,1",
    "sandbox:keep",
  ])("no module %s, by import or require", async (name) => {
    expect(
      await printed(
        `await import(${JSON.stringify(name)}).then(() => console.log("there"), (error) => console.log(error.code));`,
      ),
    ).toEqual(["ERR_MODULE_NOT_FOUND"]);
    const served = await serve(
      `try { require(${JSON.stringify(name)}); console.log("there"); } catch (error) { console.log(error.code); }`,
    );
    expect(served.logs()[0]).toMatch(/^(ERR_)?MODULE_NOT_FOUND$/);
  });

  it("no other realm through a constructor, eval or Function", async () => {
    expect(
      await printed(`
        const roads = [
          () => Function("return this")(),
          () => (0, eval)("this"),
          () => [].constructor.constructor("return globalThis")(),
          () => (async () => {}).constructor("return globalThis")(),
          () => Object.getPrototypeOf(function* () {}).constructor("return globalThis")().next().value,
          () => console.log.constructor("return globalThis")(),
          () => process.nextTick.constructor("return globalThis")(),
          () => Reflect.getPrototypeOf(setTimeout(() => {}, 0)).constructor.constructor("return globalThis")(),
        ];
        for (const road of roads) {
          const found = await road();
          console.log(found === globalThis, typeof found.__host, typeof found.process.mainModule);
        }`),
    ).toEqual(Array(8).fill("true undefined undefined"));
  });

  it("nothing but its own objects from any global", async () => {
    const [count, strangers] = await printed(`
      const seen = new Set();
      const strangers = [];
      const walk = (value, road) => {
        if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
        seen.add(value);
        const maker = value.constructor?.constructor;
        if (typeof maker === "function" && maker !== Function && maker !== value.constructor) strangers.push(road);
        for (const key of Reflect.ownKeys(value)) {
          try {
            walk(value[key], road + "." + String(key));
          } catch {}
        }
        walk(Reflect.getPrototypeOf(value), road + ".[[Prototype]]");
      };
      walk(globalThis, "globalThis");
      console.log(seen.size);
      console.log(strangers.filter((road) => !/AsyncFunction|Generator/.test(road)).join());`);
    expect(Number(count)).toBeGreaterThan(500);
    expect(strangers).toBe("");
  });

  it("no path, name or text of the host in an error", async () => {
    const texts = await printed(`
      const errors = [];
      const attempt = (work) => { try { work(); } catch (error) { errors.push(error); } };
      attempt(() => null.x);
      attempt(() => JSON.parse("{"));
      attempt(() => new (class extends Error {})("x").y.z);
      attempt(() => crypto.randomBytes(-1).nope.nope);
      attempt(() => crypto.getRandomValues(null));
      attempt(() => Buffer.from(5));
      attempt(() => setTimeout("text"));
      attempt(() => new URL("nowhere"));
      attempt(() => crypto.createHash("nope"));
      attempt(() => new Intl.NumberFormat("en", { style: "nope" }));
      attempt(() => new Date(0).toLocaleString("no such locale"));
      attempt(() => ({}).toString.call.nope());
      await fetch("http://127.0.0.1:1/").catch((error) => errors.push(error));
      await import("nope").catch((error) => errors.push(error));
      for (const { name, message, stack, cause } of errors) console.log(name, message, stack, cause);`);
    expect(texts).toHaveLength(14);
    for (const text of texts)
      expect(text).not.toMatch(
        /\/work|\/home|node_modules|dist\/|\.ts\b|wasm|QTS_|emscripten|__host|hostCalls/i,
      );
  });
});

describe("a program that changes what everybody uses", () => {
  it("changes it for itself alone", async () => {
    await serve(`${IO}
      Object.prototype.polluted = "yes";
      Array.prototype[0] = "yes";
      Object.prototype.__proto__ = null;
      Array.prototype.push = Array.prototype.map = () => { throw new Error("mine"); };
      JSON.parse = JSON.stringify = () => "[]";
      Promise.prototype.then = () => {};
      String.prototype.split = () => [];`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(([] as unknown[])[0]).toBeUndefined();
    const fresh = await serve(
      `${IO}console.log({}.polluted, [][0]); io.on("connection", (s) => s.emit("hello", JSON.stringify([1].map(String))));`,
    );
    expect(await once(fresh.client(), "hello")).toBe(`["1"]`);
    expect(fresh.logs()).toEqual(["undefined undefined"]);
  });

  it("does not change the host by what it sends", async () => {
    const served = await serve(`${IO}io.on("connection", (socket) => {
      const evil = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
      socket.emit("evil", evil);
      socket.join("__proto__");
      io.to("__proto__").emit("constructor", 1);
      socket.emit("hasOwnProperty", 1);
      console.log(evil);
    });`);
    const client = served.client();
    await once(client, "hasOwnProperty");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(served.facts("room.joined").map(({ room }) => room)).toContain("__proto__");
  });

  it("does not change what a client sends it in the handshake, query or path", async () => {
    const served = await serve(`${IO}io.on("connection", (socket) => {
      socket.emit("seen", Object.keys(socket.handshake.auth), {}.polluted === undefined, socket.handshake.query.__proto__);
    });`);
    const client = served.client({
      auth: JSON.parse(`{"__proto__": {"polluted": 1}, "a": 1}`) as Record<string, unknown>,
      query: { ["__proto__"]: "x", b: "2" },
    });
    const seen = await new Promise<unknown[]>((resolve) =>
      client.once("seen", (...args: unknown[]) => resolve(args)),
    );
    expect(seen[1]).toBe(true);
  });
});

describe("a program that speaks past the guest", () => {
  it.each([
    ["a line of its own", `JSON.stringify = () => 'x\\nturn 1 {"turn":9}\\t[]';`],
    ["no JSON", `JSON.stringify = () => "{";`],
    ["another clock", `Date.now = () => 0;`],
  ])("cannot replace what carries its words: %s", async (_what, source) => {
    const served = await serve(
      `console.log(1);\n${source}\nsetTimeout(() => console.log(2), 1);\nsetInterval(() => {}, 60_000);`,
    );
    await served.until("log", ({ text }) => text === "2");
    expect(served.logs()).toEqual(["1", "2"]);
    expect(served.facts("fault")).toEqual([]);
  });

  it.each([
    ["an operation that there is not", `[{ op: "exec", command: "ls" }]`],
    ["an operation with wrong parts", `[{ op: "listen", server: -1, port: 1e9 }]`],
    ["values that turn themselves into others", "5"],
    ["an operation that is no object", "[null]"],
  ])("is ended, with a plain sentence: %s", async (_what, said) => {
    const served = await serve(
      `console.log(1);
      Array.prototype.toJSON = function () { return this[0]?.op ? ${said} : this; };
      setInterval(() => console.log(2), 60_000);`,
    );
    const { why, fault } = await served.crash();
    expect(why).toBe("killed");
    expect(fault.name).toBe("Stopped");
    expect(fault.message).toMatch(
      /^The program (said something that is not an operation of a sandbox|broke out of its protocol)\.$/,
    );
  });

  it("may address what it does not have, to no effect", async () => {
    const served = await serve(`${IO}
      io.on("connection", (socket) => {
        const forged = [999, 4294967295].flatMap((session) => [
          { op: "packet", to: session, text: '2["forged"]' },
          { op: "broadcast", nsp: "/", rooms: [], except: [], flags: [], to: [session], text: '2["forged"]' },
          { op: "disconnect", session, discard: true },
          { op: "respond", id: session, status: 200, headers: [], body: "" },
          { op: "socketOpened", session, nsp: "/", id: "forged", recovered: false },
          { op: "engineClosed", engine: session },
          { op: "unlisten", server: session, port: 3000 },
        ]);
        Array.prototype.toJSON = function () { return this[0]?.op ? [...this, ...forged] : this; };
        socket.on("echo", (value, answer) => answer(value));
      });`);
    const client = await served.join();
    expect(await client.emitWithAck("echo", 1)).toBe(1);
    expect(served.facts("fault")).toEqual([]);
  });

  it("is ended when one turn says more than 4 MB, with a plain sentence", async () => {
    const served = await serve(
      `${IO}for (let i = 0; i < 50; i++) io.emit("x", "y".repeat(100_000));`,
    );
    const { why, fault } = await served.crash();
    expect(why).toBe("killed");
    expect(fault).toMatchObject({ during: "memory", name: "Stopped" });
    expect(fault.message).toMatch(/^One turn sent \d MB; a sandbox may send 4 MB\.$/);
  });

  it("is ended in a handler that sends too much, and its client sees it go", async () => {
    const served = await serve(
      `${IO}io.on("connection", (s) => s.on("go", () => { for (;;) s.emit("x", "y".repeat(100_000)); }));`,
    );
    const client = await served.join();
    const gone = leaving(client);
    client.emit("go");
    expect((await served.crash()).why).toBe("killed");
    expect(await gone).toBe("transport close");
  });
});

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
