// A mistake is told in the words that Node has for it, to whoever catches it; the engine's own never show.
import { describe, expect, it } from "vitest";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

/** What a program that makes each of these mistakes catches, in their order. */
async function caught(mistakes: readonly string[]): Promise<readonly string[]> {
  const tries = mistakes.map(
    (mistake) => `try {\n${mistake}\n} catch (error) { console.log(String(error)); }`,
  );
  const served = await serve(
    `"use strict";\n${tries.map((one) => `(function () { ${one} })();`).join("\n")}`,
  );
  expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
  return served.logs();
}

describe("a mistake that a program catches is told as by Node", () => {
  it("when something is called that is no function", async () => {
    const mistakes = {
      "let o = {}; o.join(1)": "o.join",
      "let o = { a: {} }; o.a.b(2, (x) => x)": "o.a.b",
      "let ack; ack('hi')": "ack",
      "let o = {}; o['go'](1)": "o.go",
      "let o = {}, k = 'x'; o[k](1)": "o[k]",
      "let a = {}; a.b?.c; a\n  .d\n  ?.e; a.f()": "a.f",
      "let a = () => 1; a(2)(3)": "a(...)",
      "(async () => 1)().foo()": "(intermediate value)(...).foo",
      "let a = {}; (a.b || a.c)()": "(a.b || a.c)",
      "let o = {}; o?.x(1)": "o?.x",
      "const p = (a, b) => a(b); p(1)": "a",
      "'abc'.foo()": '"abc".foo',
      "let a = 1; `${a()}`": "a",
    };
    expect(await caught(Object.keys(mistakes))).toEqual(
      Object.values(mistakes).map((what) => `TypeError: ${what} is not a function`),
    );
  });

  it.each([
    ["let u; u.name", "TypeError: Cannot read properties of undefined (reading 'name')"],
    ["let u = null; u.a = 1", "TypeError: Cannot set properties of null (setting 'a')"],
    ["let u; u[0]", "TypeError: Cannot read properties of undefined (reading '0')"],
    ["let u, k = 1; u[k]", "TypeError: Cannot read properties of undefined"],
    ["nobody", "ReferenceError: nobody is not defined"],
    ["late; let late = 1", "ReferenceError: Cannot access 'late' before initialization"],
    ["const c = 1; c = 2", "TypeError: Assignment to constant variable."],
    [
      "Object.freeze({ a: 1 }).a = 2",
      "TypeError: Cannot assign to read only property 'a' of object",
    ],
    ["let o = {}; new o(1)", "TypeError: o is not a constructor"],
    ["let o = {}; new o.X(1)", "TypeError: o.X is not a constructor"],
    ["class A {} A()", "TypeError: Class constructor A cannot be invoked without 'new'"],
    [
      "class A { } class B extends A { constructor() { this.x = 1; } } new B()",
      "ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    ],
    ["[1].map(undefined)", "TypeError: undefined is not a function"],
    ["[1].forEach()", "TypeError: undefined is not a function"],
    ["new Promise()", "TypeError: Promise resolver undefined is not a function"],
    ["const o = {}; for (const a of o.list) {}", "TypeError: o.list is not iterable"],
    ["let x = 5; for (const a of x) {}", "TypeError: x is not iterable"],
    ["let o = {}; [...o]", "TypeError: o is not iterable"],
    [
      "let q = {}; Math.max(...q)",
      "TypeError: Spread syntax requires ...iterable[Symbol.iterator] to be a function",
    ],
    ["const [a] = undefined", "TypeError: undefined is not iterable"],
    [
      "const o = {}; const [a] = o.b",
      "TypeError: undefined is not iterable (cannot read property Symbol(Symbol.iterator))",
    ],
    [
      "const req = {}; const { name, age } = req.body",
      "TypeError: Cannot destructure property 'name' of 'req.body' as it is undefined.",
    ],
    [
      "const req = { body: null }; const { name } = req.body",
      "TypeError: Cannot destructure property 'name' of 'req.body' as it is null.",
    ],
    [
      "(function ({ room }) {})()",
      "TypeError: Cannot destructure property 'room' of 'undefined' as it is undefined.",
    ],
    [
      "((a, { room }) => a)(1, null)",
      "TypeError: Cannot destructure property 'room' of 'object null' as it is null.",
    ],
    [
      "const get = () => undefined; const { a } = get()",
      "TypeError: Cannot destructure property 'a' of 'get(...)' as it is undefined.",
    ],
    ["Object.keys(undefined)", "TypeError: Cannot convert undefined or null to object"],
    [
      "const o = {}; o.o = o; JSON.stringify(o)",
      "TypeError: Converting circular structure to JSON",
    ],
    ["JSON.parse('{bad')", "SyntaxError: Expected property name or '}' in JSON at position 1"],
    ["JSON.parse('hello')", `SyntaxError: Unexpected token 'h', "hello" is not valid JSON`],
    ["JSON.parse(undefined)", `SyntaxError: "undefined" is not valid JSON`],
    ["[].reduce((a) => a)", "TypeError: Reduce of empty array with no initial value"],
    ["new Array(-1)", "RangeError: Invalid array length"],
    ["'x'.repeat(2 ** 31 - 1)", "RangeError: Invalid string length"],
    ["(function f() { f(); })()", "RangeError: Maximum call stack size exceeded"],
    ["decodeURIComponent('%')", "URIError: URI malformed"],
    ["1n + 1", "TypeError: Cannot mix BigInt and other types, use explicit conversions"],
    ["`${Symbol()}`", "TypeError: Cannot convert a Symbol value to a string"],
    ["new Date(NaN).toISOString()", "RangeError: Invalid time value"],
  ])("as in %s", async (mistake, words) => {
    expect(await caught([mistake])).toEqual([words]);
  });
});

describe("an error", () => {
  const logs = async (files: Parameters<typeof serve>[0]): Promise<readonly string[]> => {
    const served = await serve(files);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    return served.logs();
  };

  it("has a stack that begins with its name and message, and leads through the program's own files", async () => {
    const [own, native, engine, subclass] = await logs(`
      function thrower() { throw new RangeError("too far"); }
      class NotFound extends Error { constructor(what) { super(what); this.name = "NotFound"; } }
      const stack = (work) => { try { work(); } catch (error) { console.log(error.stack); } };
      stack(thrower);
      stack(() => [1].map(thrower));
      stack(() => { let a; a.b; });
      stack(() => { throw new NotFound("room"); });`);
    expect(own).toMatch(
      /^RangeError: too far\n    at thrower \(server\.js:2:\d+\)\n    at stack \(server\.js:4:\d+\)\n/,
    );
    expect(native).toMatch(
      /\n    at thrower \(.*\n    at map \(native\)\n    at <anonymous> \(server\.js:6:/,
    );
    expect(engine).toMatch(/^TypeError: Cannot read .*\n    at <anonymous> \(server\.js:7:/);
    expect(subclass).toMatch(/^Error: room\n    at NotFound \(server\.js:3:/);
  });

  it("is of its class, and its class of Error, whoever has made it", async () => {
    expect(
      await logs(`
        const made = [new TypeError("a"), TypeError("b"), (() => { try { null.a; } catch (error) { return error; } })()];
        console.log(made.every((one) => one instanceof TypeError && one instanceof Error && one.constructor === TypeError));
        console.log(Object.getPrototypeOf(TypeError) === Error, TypeError.name, Error.length, Object.keys(made[0]));
        console.log(new Error("x", { cause: made[0] }).cause === made[0], new AggregateError([1], "all").errors);
        class Mine extends TypeError {}
        console.log(new Mine("m") instanceof Mine, String(new Mine("m")), Error.stackTraceLimit);`),
    ).toEqual(["true", "true TypeError 1 []", "true [ 1 ]", "true TypeError: m 10"]);
  });

  it("can be given a stack with captureStackTrace, and is printed with it", async () => {
    const [stack, printed] = await logs(`
      class Refused extends Error { constructor(m) { super(m); this.name = "Refused"; this.code = "E_REFUSED"; Error.captureStackTrace(this, this.constructor); } }
      function make() { return new Refused("not you"); }
      console.log(make().stack);
      console.log(make());`);
    expect(stack).toMatch(/^Refused: not you\n    at .*\(server\.js:2:/);
    expect(printed).toMatch(/^Refused: not you\n    at [^]*\{\n  code: 'E_REFUSED'\n\}$/);
  });
});

describe("a mistyped program", () => {
  it.each([
    ["const io = (;", "Unexpected token ';'", 13],
    ["io.on('a', () => {", "Unexpected end of input", undefined],
    ["let a = 1; let a = 2;", "Identifier 'a' has already been declared", 16],
    ["const { a b } = {};", "Unexpected identifier 'b'", 11],
    ["if (true) { return } else }", "Unexpected token '}'", 27],
    ["const s = 'abc;", "Invalid or unexpected token", 11],
    ["function (a) {}", "Function statements require a function name", 1],
    [
      "setTimeout(() => { await 1; }, 5);",
      "await is only valid in async functions and the top level bodies of modules",
      20,
    ],
  ])("is told as by Node: %s", async (source, message, column) => {
    const module = `import { Server as One } from "socket.io"; export const b = 1; export { b as c };\nexport default b\n${source}`;
    for (const text of [source, module]) {
      const { fault } = await (await serve(text)).crash();
      expect(fault).toMatchObject({ name: "SyntaxError", message });
      if (column) expect(fault.where).toMatchObject({ line: text.split("\n").length, column });
    }
  });
});

describe("what is thrown and is no error", () => {
  it.each([
    ["as a program loads", "\nthrow 'no luck';", "Uncaught 'no luck'", 2],
    ["as a module loads", "import 'http';\nthrow { code: 7 };", `Uncaught {"code":7}`, 2],
    ["in a timer", "function late() {\n  throw 42;\n}\nsetTimeout(late, 1);", "Uncaught 42", 2],
    [
      "in an async function",
      "async function f() {\n  await null;\n  throw 'gone';\n}\nf();",
      'reason "gone".',
      3,
    ],
  ])("%s says where", async (...[, source, words, line]) => {
    const { fault } = await (await serve(source)).crash();
    expect(fault.message).toContain(words);
    expect(fault.where).toMatchObject({ file: "server.js", line });
  });
});

describe("a file that awaits outside of functions is a module", () => {
  it.each([
    [
      "behind an indent",
      "{\n  const { setTimeout: sleep } = await import('timers/promises');\n  await sleep(1);\n}\nconsole.log('done');",
    ],
    ["in a block", "try { await Promise.reject(new Error('no')); } catch { console.log('done'); }"],
    ["in an argument", "console.log(await Promise.resolve('done'));"],
    ["for each of something", "for await (const word of ['done']) console.log(word);"],
  ])("%s", async (_where, source) => {
    const served = await serve(source);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["done"]);
  });

  it("but not one that only speaks of it", async () => {
    const served = await serve(
      "// await this\nconst text = 'await that'; async function f() { await 1; }\nconsole.log(typeof require, text);",
    );
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["function await that"]);
  });
});
