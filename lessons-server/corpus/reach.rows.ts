// Programs that look for a way out of their machine: nothing is there that leads out of it.
import { expect } from "vitest";
import { once } from "../testing/served-sandboxes.ts";
import { IO, type Row } from "./row.ts";

/** A program that ends by itself and has printed these lines. */
const prints = (
  row: Pick<Row, "number" | "name">,
  program: Row["program"],
  logs: readonly RegExp[],
): Row => ({
  ...row,
  layer: "engine",
  program,
  end: { is: "finished", logs },
});

/** Names that lead to the host elsewhere. */
const GLOBALS =
  "__host __guest __layers WebAssembly XMLHttpRequest WebSocket Worker navigator std os bjson scriptArgs print load Deno Bun require module Module importScripts process.binding process.mainModule process.dlopen process.stdin process.env.PATH process.env.HOME".split(
    " ",
  );
const MODULES =
  "fs node:fs child_process worker_threads vm net os std bjson module inspector v8 wasi trace_events cluster repl /etc/passwd ../../../etc/passwd file:///etc/passwd data:text/javascript,1 sandbox:keep sandbox:guest".split(
    " ",
  );

/** The roads of vm2's catalogue of escapes, by its numbers; each gives what may be another realm's. */
const ESCAPES = `
  const symbolic = () => { const error = new Error(); error.name = Symbol(); return error.stack; };
  const caught = (work) => { try { return work(); } catch (error) { return error; } };
  const lookup = ({}).__lookupGetter__;
  const proto = Buffer.apply.apply(lookup, [Buffer, ["__proto__"]]);
  let objectProto = Buffer.of();
  while (proto.call(objectProto)) objectProto = proto.call(objectProto);
  function Fake(executor) { executor(() => {}, (error) => Fake.got.push(error)); }
  Fake.got = [];
  const roads = {
    1: () => caught(() => nobody()),
    2: () => proto.call(Buffer.apply),
    3: () => { const p = (async () => symbolic())(); p.constructor = { [Symbol.species]: Fake }; p.then(); return Fake.got; },
    4: () => { Error.prepareStackTrace = (_, sites) => sites; const { stack } = new Error(); delete Error.prepareStackTrace; return stack; },
    "4, by the stack": () => { const again = () => { again(); }; return caught(again); },
    5: () => caught(function () { return arguments.callee.caller; }),
    "5, of a function": () => { function f() { return f.caller; } return caught(() => [1].map(f)[0]); },
    6: () => caught(() => Buffer.from(new Proxy({}, { getOwnPropertyDescriptor() { throw (f) => f; }, getPrototypeOf() { throw (f) => f; } }))),
    7: () => { Fake.all = Promise.all; Fake.resolve = () => {}; Fake.all({ [Symbol.iterator]: symbolic }); return Fake.got; },
    "7, by construct": () => caught(() => Reflect.construct(Promise, [symbolic], Fake)),
    8: () => Reflect.ownKeys(Buffer.prototype).filter((key) => typeof key === "symbol"),
    9: () => { let seen; caught(() => Buffer.prototype.slice.call({ subarray: Buffer.prototype.inspect, hexSlice: () => "" }, 20, { showProxy: true, stylize() { seen = this; } })); return seen; },
    10: () => { const { create } = Object; Object.create = () => { throw (x) => x; }; const got = caught(() => Buffer.from("a")); Object.create = create; return got; },
    11: () => { const { call } = Function.prototype; const got = []; Function.prototype.call = function () { got.push(this, ...arguments); }; caught(() => Buffer.from("a")); Function.prototype.call = call; return got; },
    12: () => caught(() => eval("try { null.x } catch (error) { error }")),
    13: () => import("anything").catch((error) => error),
    14: () => { let got; Object.prototype.has = (target) => { got = target; }; caught(() => "x" in Buffer.from); delete Object.prototype.has; return got; },
    15: () => Object.entries(Object.getOwnPropertyDescriptor(proto.call(Buffer.apply), "constructor")).find(([name]) => name === "value"),
    16: () => caught(() => { const stack = new DisposableStack(); stack.defer(() => { throw null; }); stack.defer(symbolic); stack.dispose(); }),
    17: () => caught(() => WebAssembly.JSTag),
    18: () => { const list = objectProto.constructor.entries({}); const itself = function () { return list; }; itself[Symbol.species] = itself; list[0] = 0; list.constructor = itself; return caught(() => list.map(() => Buffer.of)); },
    19: () => caught(() => Array.fromAsync([0], symbolic).catch((error) => error)),
    20: () => { objectProto.leaked = true; const got = Object.getPrototypeOf({}); delete objectProto.leaked; return got; },
    22: () => { new Promise(symbolic).catch(() => {}); return Promise.prototype.then; },
  };
  const functionsOf = (value, depth = 3) => {
    if (depth === 0 || value === null || !["object", "function"].includes(typeof value)) return [];
    const parts = [value.constructor, Object.getPrototypeOf(value), ...(Array.isArray(value) ? value : [])];
    return [...(typeof value === "function" ? [value] : []), ...parts.flatMap((part) => functionsOf(part, depth - 1))];
  };
  const makers = [Function, (async () => {}).constructor, (function* () {}).constructor, (async function* () {}).constructor];
  for (const [road, take] of Object.entries(roads)) {
    const reached = functionsOf(await take());
    const strangers = reached.filter((it) => typeof it.constructor === "function" && !makers.includes(it.constructor));
    const isOut = reached.includes(Function) && Function("return this")() !== globalThis;
    if (strangers.length > 0 || isOut) console.log("out by", road);
    await new Promise((next) => setTimeout(next, 0));
  }
  console.log(Object.keys(roads).length);`;

export const reachRows: readonly Row[] = [
  prints(
    { number: 45, name: "the constructor of whatever there is" },
    `export {};
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
    }`,
    Array<RegExp>(8).fill(/^true undefined undefined$/),
  ),
  prints(
    { number: 45, name: "every object that a global leads to" },
    `export {};
    const seen = new Set();
    const strangers = [];
    const walk = (value, road) => {
      if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
      seen.add(value);
      const maker = value.constructor?.constructor;
      if (typeof maker === "function" && maker !== Function && maker !== value.constructor) strangers.push(road);
      for (const key of Reflect.ownKeys(value)) try { walk(value[key], road + "." + String(key)); } catch {}
      walk(Reflect.getPrototypeOf(value), road + ".[[Prototype]]");
    };
    walk(globalThis, "globalThis");
    console.log(seen.size > 500, strangers.filter((road) => !/AsyncFunction|Generator/.test(road)).join());`,
    [/^true $/],
  ),
  prints(
    { number: 46, name: "what an error of the host's might tell" },
    `export {};
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
    for (const { name, message, stack, cause } of errors) console.log(name, message, stack, cause);`,
    Array<RegExp>(14).fill(
      /^(?![^]*(\/work|\/home|node_modules|dist\/|\.ts\b|wasm|QTS_|emscripten|__host|hostCalls))/i,
    ),
  ),
  prints({ number: 47, name: "the escapes of vm2, by its catalogue" }, `export {};${ESCAPES}`, [
    /^24$/,
  ]),
  prints(
    { number: 48, name: "what answers as a promise or as another array" },
    `export {};
    const answer = { then(resolve) { resolve(() => 1); }, get length() { throw new Error("read"); } };
    class Other extends Array { static get [Symbol.species]() { throw new Error("species"); } }
    const tries = [
      () => Buffer.from(answer), () => crypto.createHash("sha256").update(Other.of(1)), () => new URL(answer),
      () => crypto.randomBytes(answer), () => crypto.getRandomValues(Other.of(1)), () => JSON.stringify(Other.of(1)),
      () => new Intl.NumberFormat(answer).format(Other.of(1)), () => Atomics.wait(answer),
      () => setTimeout(answer), () => structuredClone(answer), () => Buffer.concat(Other.of(answer)),
    ];
    for (const one of tries) try { const got = await one(); console.log(Object.getPrototypeOf(Object(got)).constructor.constructor === Function); } catch (error) { console.log(error instanceof Error); }`,
    Array<RegExp>(11).fill(/^true$/),
  ),
  prints(
    { number: 49, name: "globals that lead to the host elsewhere" },
    `export {};\n${GLOBALS.map((name) => `try { if (typeof ${name} !== "undefined") console.log("${name}"); } catch {}`).join("\n")}\nconsole.log("${GLOBALS.length}");`,
    [new RegExp(`^${GLOBALS.length}$`)],
  ),
  prints(
    { number: 49, name: "modules by import" },
    `export {};
    const there = [];
    for (const name of ${JSON.stringify(MODULES)}) await import(name).then(() => there.push(name), ({ code }) => { if (code !== "ERR_MODULE_NOT_FOUND") there.push(code); });
    console.log(there.join());`,
    [/^$/],
  ),
  prints(
    { number: 49, name: "modules by require" },
    `const there = [];
    for (const name of ${JSON.stringify(MODULES)}) try { require(name); there.push(name); } catch ({ code }) { if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(code)) there.push(code); }
    console.log(there.join());`,
    [/^$/],
  ),
];

export const changeRows: readonly Row[] = [
  {
    number: 43,
    name: "what everybody uses, changed",
    layer: "engine",
    program: `${IO}
      Object.prototype.polluted = "yes";
      Array.prototype[0] = "yes";
      Object.prototype.__proto__ = null;
      Array.prototype.push = Array.prototype.map = () => { throw new Error("mine"); };
      JSON.parse = JSON.stringify = () => "[]";
      Promise.prototype.then = () => {};
      String.prototype.split = () => [];`,
    act: async () => {
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      expect(([] as unknown[])[0]).toBeUndefined();
    },
    end: { is: "alive" },
  },
  {
    number: 44,
    name: "prototypes in what is sent, joined and logged",
    layer: "wall",
    program: `${IO}io.on("connection", (socket) => {
      const evil = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
      socket.emit("evil", evil);
      socket.join("__proto__");
      io.to("__proto__").emit("constructor", 1);
      console.log(evil);
      socket.emit("seen", {}.polluted === undefined, Object.keys(socket.handshake.auth).length);
    });`,
    act: async (served) => {
      const client = served.client({
        auth: JSON.parse(`{"__proto__": {"polluted": 1}, "a": 1}`) as Record<string, unknown>,
        query: { ["__proto__"]: "x", b: "2" },
      });
      expect(await once(client, "seen")).toBe(true);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      expect(served.facts("room.joined").map(({ room }) => room)).toContain("__proto__");
    },
    end: { is: "alive" },
  },
];
