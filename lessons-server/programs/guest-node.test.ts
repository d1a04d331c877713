// What Node has and a server uses without thinking: it works as it does under Node, on whose own answers the tests stand.
import { createHash, createHmac } from "node:crypto";
import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

async function logsOf(source: string): Promise<readonly string[]> {
  const served = await serve(source);
  const ending = await served.run.ended;
  expect(served.facts("fault").map(({ message, frame }) => message + frame)).toEqual([]);
  expect(ending).toEqual({ why: "finished", code: 0 });
  return served.logs();
}

/** What expressions come to in a sandbox, and what they come to here. */
async function compare(expressions: readonly string[], around = ""): Promise<void> {
  const logs = await logsOf(
    `${around};\n(async () => {\n${expressions.map((one) => `console.log(await ${one});`).join("\n")}\n})();`,
  );
  type Run = (require: (name: string) => unknown) => Promise<unknown>;
  const AsyncFunction = (async () => {}).constructor as new (...texts: string[]) => Run;
  const here = await Promise.all(
    expressions.map(async (one): Promise<unknown> => {
      const run = new AsyncFunction("require", `${around}; return ${one};`);
      return run((name) => process.getBuiltinModule(name));
    }),
  );
  expect(logs).toEqual(here.map((value) => format(value)));
}

describe("as in Node", () => {
  it("text is coded", () =>
    compare([
      `new TextEncoder().encode("hé€😀")`,
      `new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9]))`,
      `new TextDecoder("utf-16le").decode(new Uint8Array([104, 0, 105, 0]))`,
      `(() => { const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac])); })()`,
      `(() => { try { new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff])); } catch (e) { return e.name + e.code; } })()`,
      `btoa("hello") + atob("aGVsbG8=")`,
      `Buffer.from("hé").toString("base64url") + Buffer.concat([Buffer.from("a"), Buffer.alloc(2)]).length`,
    ]));

  it("URLs are read, changed and printed", () =>
    compare([
      `new URL("/rooms?id=1#top", "http://user:pw@localhost:3000/x")`,
      `new URL("http://Example.org:80/a/../b c").href`,
      `(() => { const u = new URL("http://a/b?x=1"); u.searchParams.append("y", "a b&c"); u.port = "8080"; u.hash = "end"; return [u.href, String(u), JSON.stringify({ u })].join(); })()`,
      `[...new URLSearchParams("a=1&b=2&a=%20x+y")].join("|")`,
      `new URLSearchParams({ q: "é&=", n: 3 }).toString()`,
      `new URLSearchParams([["a", "1"]])`,
      `new URL("http://h/?room=lobby&room=b").searchParams.getAll("room")`,
      `(() => { try { new URL("nowhere"); } catch (e) { return [e.name, e.message, e.code, e.input].join(); } })()`,
      `URL.canParse("x:y") && !URL.canParse("/x")`,
    ]));

  it("values are cloned", () =>
    compare([
      `(() => { const a = { d: new Date(0), m: new Map([[1, { x: [1, , 3] }]]), s: new Set("ab"), r: /a/g, b: new Uint8Array([1, 2]), n: null }; a.self = a; return structuredClone(a); })()`,
      `structuredClone(new RangeError("far")) instanceof RangeError`,
      `(() => { try { structuredClone({ f() {} }); } catch (e) { return e.name + ": " + e.message; } })()`,
      `(() => { try { structuredClone(Promise.resolve()); } catch (e) { return e.name + ": " + e.message; } })()`,
    ]));

  it("work is aborted", () =>
    compare([
      `(() => { const c = new AbortController(); const seen = []; c.signal.addEventListener("abort", (e) => seen.push(e.type, c.signal.aborted)); c.abort(); return [seen, c.signal.reason.name, c.signal.reason.message]; })()`,
      `(() => { try { AbortSignal.abort(new Error("mine")).throwIfAborted(); } catch (e) { return e.message; } })()`,
      `new Promise((done) => { const s = AbortSignal.timeout(5); s.onabort = () => done([s.reason.name, s.reason.message]); setTimeout(() => {}, 50); })`,
      `(() => { const c = new AbortController(); const any = AbortSignal.any([c.signal, new AbortController().signal]); c.abort("why"); return [any.aborted, any.reason]; })()`,
      `(async () => { const { setTimeout: sleep } = require("timers/promises"); const c = new AbortController(); const p = sleep(10_000, 1, { signal: c.signal }).catch((e) => [e.name, e.code, e.message]); c.abort(); return p; })()`,
      `(() => { const t = new EventTarget(); const seen = []; const f = (e) => seen.push(e.detail); t.addEventListener("x", f, { once: true }); t.dispatchEvent(new CustomEvent("x", { detail: 1 })); t.dispatchEvent(new CustomEvent("x", { detail: 2 })); return seen; })()`,
    ]));

  it("timers keep promises", () =>
    compare([
      `require("node:timers/promises").setTimeout(1, "late")`,
      `require("timers/promises").setImmediate("soon")`,
      `(async () => { const seen = []; for await (const v of require("timers/promises").setInterval(1, "tick")) { seen.push(v); if (seen.length === 3) break; } return seen; })()`,
      `require("util").promisify(setTimeout)(1, "x")`,
    ]));

  it("dates and numbers are written for people", () =>
    compare([
      `new Date(Date.UTC(2024, 2, 5, 14, 3)).toLocaleTimeString("en-US", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" })`,
      `new Date(0).toLocaleString("de-DE", { timeZone: "UTC" }) + new Date(0).toLocaleDateString("en-GB", { timeZone: "UTC", dateStyle: "full" })`,
      `new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", timeStyle: "short" }).format(new Date(0))`,
      `(1234567.891).toLocaleString("en-US") + (0.256).toLocaleString("en", { style: "percent" }) + 12n.toLocaleString("en")`,
      `[1, 2].map(new Intl.NumberFormat("en", { style: "currency", currency: "EUR" }).format)`,
      `new Intl.PluralRules("en", { type: "ordinal" }).select(2) + new Intl.ListFormat("en").format(["a", "b", "c"])`,
      `new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-1, "day")`,
      `["b", "a", "C", "A", "é", "e2", "e10", "z z", "za", "_x", "Zoë"].sort((a, b) => a.localeCompare(b))`,
      `["e2", "e10"].sort(new Intl.Collator("en", { numeric: true }).compare)`,
      `(() => { try { (1).toLocaleString("en", { style: "none" }); } catch (e) { return e.name + ": " + e.message; } })()`,
      `(() => { try { new Intl.DateTimeFormat("en").format(NaN); } catch (e) { return e.name + ": " + e.message; } })()`,
    ]));

  it("util does", () =>
    compare(
      [
        `util.promisify((a, done) => done(null, a + 1))(1)`,
        `util.promisify((done) => done(new Error("no")))().catch((e) => e.message)`,
        `(() => { function A() {} function B() {} A.prototype.hi = () => "hi"; util.inherits(B, A); return new B().hi() + (B.super_ === A); })()`,
        `new Promise((r) => util.callbackify(async (x) => x * 2)(4, (e, v) => r([e, v])))`,
        `[util.types.isDate(new Date()), util.types.isPromise({}), util.types.isAsyncFunction(async () => {}), util.types.isRegExp(/a/)]`,
        `[util.isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), util.isDeepStrictEqual(new Map([[1, [2]]]), new Map([[1, [2]]])), util.isDeepStrictEqual([1], ["1"]), util.isDeepStrictEqual(new Set([1]), new Set([2]))]`,
        `util.inspect({ a: { b: { c: { d: 1 } } }, f() {}, s: Symbol("x"), m: new Map([["k", [1]]]) }, { depth: 0 })`,
        `util.format("%s %d %j %o %%", "a", 4.5, { x: 1 }, [1], "more")`,
        `(() => { try { util.promisify(5); } catch (e) { return e.code + e.message; } })()`,
      ],
      `const util = require("node:util")`,
    ));

  it("events are emitted, and refused", () =>
    compare(
      [
        `(() => { const e = new E(); const seen = []; e.once("a", (x) => seen.push(x)); e.prependListener("a", () => seen.push(0)); e.emit("a", 1); e.emit("a", 2); return [seen, e.listenerCount("a"), e.eventNames(), E.defaultMaxListeners]; })()`,
        `(() => { try { new E().on("x"); } catch (e) { return e.code + e.message; } })()`,
        `(() => { try { new E().emit("error", new Error("boom")); } catch (e) { return e.message; } })()`,
        `(async () => { const e = new E(); const p = require("events").once(e, "x"); e.emit("x", 1, 2); return p; })()`,
      ],
      `const E = require("events")`,
    ));

  it("errors are printed with what they carry", async () => {
    const [printed] = await logsOf(
      `console.log(Object.assign(new TypeError("no", { cause: new Error("why") }), { code: 7 }));`,
    );
    expect(printed).toMatch(
      /^TypeError: no\n    at [^]*\{\n  code: 7,\n  \[cause\]: Error: why\n      at/,
    );
  });
});

describe("crypto", () => {
  it.each(["md5", "sha1", "sha256", "sha512"])("makes the digests of %s", async (name) => {
    const logs = await logsOf(`
      const { createHash, createHmac } = require("node:crypto");
      console.log(createHash("${name}").update("grüß").update(Buffer.from([1, 2])).digest("hex"));
      console.log(createHmac("${name}", "secret").update("a").digest("base64url"));
      console.log(createHmac("${name}", Buffer.alloc(200, 7)).update("").digest().length);`);
    const bytes = Buffer.from([1, 2]);
    expect(logs).toEqual([
      createHash(name).update("grüß").update(bytes).digest("hex"),
      createHmac(name, "secret").update("a").digest("base64url"),
      String(createHash(name).digest().length),
    ]);
  });

  it("compares, makes ids and keys, and says what it does not have", async () => {
    expect(
      await logsOf(`
        const crypto = require("crypto");
        console.log(crypto.timingSafeEqual(Buffer.from("ab"), Buffer.from("ab")), crypto.timingSafeEqual(Buffer.from("ab"), Buffer.from("ac")));
        console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
        console.log(crypto.randomBytes(8).length, crypto.randomInt(3, 4), globalThis.crypto.getRandomValues(new Uint8Array(4)).length);
        console.log(crypto.createSecretKey("abc").symmetricKeySize);
        const tries = [() => crypto.createHash("nope"), () => crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("ab")), () => crypto.scryptSync("a", "b", 64), () => crypto.createHash("md5").update(5)];
        for (const one of tries) try { one(); } catch (error) { console.log(error.name, error.message); }`),
    ).toEqual([
      "true false",
      "true",
      "8 3 4",
      "3",
      "Error Digest method not supported",
      "RangeError Input buffers must have the same byte length",
      "Error crypto.scryptSync is not in the sandbox: it takes more time than a sandbox has; createHmac('sha256', secret) is there",
      'TypeError The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)',
    ]);
  });
});

describe("console", () => {
  it("prints tables, groups, counts and claims as Node does", async () => {
    const served = await serve(`
      console.table([{ a: 1, b: "x" }, { a: 2, c: { d: [1] } }]);
      console.table(new Map([["k", 1]]));
      console.table([1, [2, 3]], ["1"]);
      console.table("no table");
      console.group("rooms"); console.log("a\\nb"); console.groupEnd(); console.log("after");
      console.count(); console.count("x"); console.count(); console.countReset(); console.count();
      console.assert(true, "no"); console.assert(false, "%s is wrong", "it"); console.assert(false);
      console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
      console.time("t"); console.timeEnd("t"); console.timeEnd("t");
      console.log("%s is %d years and %o", "Bob", 42, { a: 1 }, "extra", -0);
      console.trace("here");`);
    await served.run.ended;
    const logs = [...served.logs()];
    expect(logs.splice(0, 19)).toEqual(
      [
        "┌─────────┬───┬─────┬────────────────┐\n│ (index) │ a │ b   │ c              │\n├─────────┼───┼─────┼────────────────┤\n│ 0       │ 1 │ 'x' │                │\n│ 1       │ 2 │     │ { d: [Array] } │\n└─────────┴───┴─────┴────────────────┘",
        "┌───────────────────┬─────┬────────┐\n│ (iteration index) │ Key │ Values │\n├───────────────────┼─────┼────────┤\n│ 0                 │ 'k' │ 1      │\n└───────────────────┴─────┴────────┘",
        "┌─────────┬───┬────────┐\n│ (index) │ 1 │ Values │\n├─────────┼───┼────────┤\n│ 0       │   │ 1      │\n│ 1       │ 3 │        │\n└─────────┴───┴────────┘",
        "no table",
        "rooms",
        "  a\n  b",
        "after",
        "default: 1",
        "x: 1",
        "default: 2",
        "default: 1",
        "Assertion failed: it is wrong",
        "Assertion failed",
        inspect({ a: { b: {} } }, { depth: 0 }),
        expect.stringMatching(/^t: [\d.]+m?s$/),
        "(node:1) Warning: No such label 't' for console.timeEnd()",
        "Bob is 42 years and { a: 1 } extra -0",
        expect.stringMatching(/^Trace: here\n    at <anonymous> \(server\.js:12:/),
      ].slice(0, 19),
    );
  });

  it("prints of a long list its beginning, at once", async () => {
    const logs = await logsOf(
      `const long = Array.from({ length: 10_000 }, (_, i) => i);
       console.log(long); console.log([long]); console.log(new Uint8Array(10_000)); console.log({ users: new Set(long), by: new Map(long.map((i) => [i, i])) });`,
    );
    const long = Array.from({ length: 10_000 }, (_, i) => i);
    expect(logs.slice(0, 3)).toEqual(
      [long, [long], new Uint8Array(10_000)].map((one) => inspect(one)),
    );
    expect(logs[3]).toContain("... 9900 more items");
  });
});

describe("process", () => {
  it("is what a server asks", () =>
    logsOf(`
      process.env.PORT = 3000;
      console.log(process.env.PORT === "3000", process.env.NODE_ENV, process.argv[1], process.cwd(), typeof process.pid, process.platform);
      console.log(process.uptime() >= 0, process.uptime() < 60, process.hrtime().length, typeof process.hrtime.bigint(), process.memoryUsage().heapUsed > 1e6);
      const [a, b] = [performance.now(), performance.now()];
      console.log(a >= 0 && b >= a, Math.abs(performance.timeOrigin + a - Date.now()) < 1000);`).then(
      (logs) =>
        expect(logs).toEqual([
          "true undefined /server.js / number linux",
          "true true 2 bigint true",
          "true true",
        ]),
    ));

  it("warns of a leak of listeners, once", async () => {
    const served = await serve(
      `const e = new (require("events"))(); for (let i = 0; i < 13; i++) e.on("x", () => {}); process.on("warning", (w) => console.log(w.name, w.count));`,
    );
    await served.run.ended;
    expect(served.facts("log").map(({ level, text }) => `${level} ${text}`)).toEqual([
      "warn (node:1) MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 11 x listeners added to [EventEmitter]. MaxListeners is 10. Use emitter.setMaxListeners() to increase limit",
      "log MaxListenersExceededWarning 11",
    ]);
  });

  it.each([
    ["a microtask", "queueMicrotask(() => { throw new Error('late'); });"],
    ["a tick", "process.nextTick(() => { throw new Error('late'); });"],
    [
      "a listener of an EventTarget",
      "const t = new EventTarget(); t.addEventListener('x', () => { throw new Error('late'); }); t.dispatchEvent(new Event('x'));",
    ],
  ])("hears what %s throws as uncaught", async (_where, source) => {
    const logs = await logsOf(
      `process.on("uncaughtException", (error, origin) => console.log(error.message, origin));\n${source}`,
    );
    expect(logs).toEqual(["late uncaughtException"]);
  });

  it("ends by a signal to itself, unless it listens for it", async () => {
    const deaf = await serve("setInterval(() => {}, 1000); process.kill(process.pid);");
    expect(await deaf.run.ended).toMatchObject({ code: 143 });
    const listening = await serve(
      `process.on("SIGTERM", (signal) => { console.log("closing on", signal); process.exit(0); }); setTimeout(() => process.kill(process.pid, "SIGTERM"), 1);`,
    );
    expect(await listening.run.ended).toMatchObject({ code: 0 });
    expect(listening.logs()).toEqual(["closing on SIGTERM"]);
  });

  it("has no network: fetch says so", async () => {
    expect(
      await logsOf(
        `await fetch("http://example.org").catch((error) => console.log(error.name, error.message));`,
      ),
    ).toEqual([
      "TypeError fetch failed: there is no network in the sandbox. A lesson's server is asked, it does not ask; keep the data in the program instead",
    ]);
  });
});
