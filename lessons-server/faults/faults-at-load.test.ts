// Programs that cannot be loaded: each ends as `node` would, and says where.
import { describe, expect, it } from "vitest";
import { expectWitness, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;

describe("a program that does not load", () => {
  it.each([
    [
      "a mistyped ES module",
      { "server.js": `import { Server } from "socket.io";\nconst io = new Server(3000;\n` },
      {
        name: "SyntaxError",
        message: "missing ) after argument list",
        where: { file: "server.js", line: 2, column: 23 },
      },
    ],
    [
      "a mistyped CommonJS file",
      { "server.js": `const { Server } = require("socket.io");\nconst io = new Server(3000;\n` },
      {
        name: "SyntaxError",
        message: "missing ) after argument list",
        where: { file: "server.js", line: 2, column: 23 },
      },
    ],
    [
      "a mistyped first line of a CommonJS file",
      { "server.js": "const a = ;\n" },
      {
        name: "SyntaxError",
        message: "Unexpected token ';'",
        where: { file: "server.js", line: 1, column: 11 },
      },
    ],
    [
      "mistyped TypeScript",
      { "server.ts": "const a: string = `x`;\nconst port: number = ;\n" },
      {
        name: "SyntaxError",
        message: "Expression expected",
        where: { file: "server.ts", line: 2, column: 22 },
      },
    ],
    [
      "a mistyped file that it imports",
      {
        "server.js": `import "./lib/rooms.js";\n`,
        "lib/rooms.js": "export const a = 1;\nlet b = ;\n",
      },
      {
        name: "SyntaxError",
        message: "Unexpected token ';'",
        where: { file: "lib/rooms.js", line: 2, column: 9 },
      },
    ],
    [
      "an error thrown while it loads",
      { "server.js": `${IO}function start() {\n  throw new Error("no luck");\n}\nstart();\n` },
      { name: "Error", message: "no luck", where: { file: "server.js", line: 4, column: 18 } },
    ],
    [
      "an error thrown by a file that it requires",
      { "server.js": `require("./db");\n`, "db.js": `\n\nthrow new TypeError("no database");\n` },
      { name: "TypeError", message: "no database", where: { file: "db.js", line: 3, column: 20 } },
    ],
    [
      "a property of undefined, in Node's words",
      { "server.js": `let user;\nconsole.log(user.name);\n` },
      {
        name: "TypeError",
        message: "Cannot read properties of undefined (reading 'name')",
        where: { file: "server.js", line: 2, column: 17 },
      },
    ],
    [
      "a name that is not there, in Node's words",
      { "server.js": `sever.listen(3000);\n` },
      {
        name: "ReferenceError",
        message: "sever is not defined",
        where: { file: "server.js", line: 1, column: 1 },
      },
    ],
    [
      "JSON that is none, required",
      { "server.js": `const rooms = require("./rooms.json");\n`, "rooms.json": "{ bad" },
      {
        name: "SyntaxError",
        message: "rooms.json: Expected property name or '}' in JSON at position 2",
        where: { file: "rooms.json", line: 1, column: 3 },
      },
    ],
    [
      "JSON that is none, imported",
      { "server.js": `import rooms from "./rooms.json";\n`, "rooms.json": "{ bad" },
      {
        name: "SyntaxError",
        message: "rooms.json: Expected property name or '}' in JSON at position 2",
        where: { file: "rooms.json", line: 1, column: 3 },
      },
    ],
  ])("because of %s says where, and exits with 1", async (_what, files, expected) => {
    const { why, code, fault } = await (await serve(files)).crash();
    expect({ why, code }).toEqual({ why: "crashed", code: 1 });
    expect(fault).toMatchObject({ ...expected, during: "load", turn: 0, from: { side: "server" } });
    expect(fault.frame).toMatch(new RegExp(`^> ${expected.where.line} \\|`, "m"));
  });

  it.each([
    ["a package that is not in the sandbox", `import mongoose from "mongoose";`, "mongoose", 1, 23],
    [
      "a built-in module that is not in the sandbox",
      `import "socket.io";\nimport fs from "node:fs";`,
      "node:fs",
      2,
      17,
    ],
    ["a package that it requires", `const a = 1;\nrequire("mongoose");`, "mongoose", 2, 8],
    ["a package with the name of a method", `const a = 1;\nrequire("toString");`, "toString", 2, 8],
  ])("because of %s says what there is", async (...[, source, name, line, column]) => {
    const { fault } = await (await serve(source)).crash();
    expect(fault.message).toMatch(
      new RegExp(
        `^Cannot find package '${name}' imported from server.js: it is not in the sandbox.`,
      ),
    );
    expect(fault.message).toMatch(
      /Here are socket\.io, .*express.* and your own files \(start those with \.\/\)$/,
    );
    expect(fault.where).toEqual({ file: "server.js", line, column });
  });

  it.each([
    ["node:fs", "there is no disk. Send a file of the program with res.sendFile"],
    ["net", "there are no bare TCP connections. Use http or socket.io instead"],
    ["child_process", "a sandbox is one process with one thread"],
    ["node:worker_threads", "a sandbox is one process with one thread"],
    ["cluster", "a sandbox is one process with one thread"],
    ["mongoose", "there is no database. Keep the data in the program"],
    ["redis", "there is no database"],
    ["pg", "there is no database"],
    ["@socket.io/redis-adapter", "a sandbox is one process. The adapter that is there by default"],
    ["@socket.io/admin-ui", "Look at the stage instead"],
    ["bcrypt", "Compare with createHmac of crypto instead"],
    ["axios", "a lesson's server is asked, it does not ask"],
  ])("because it imports %s says what to use instead", async (name, instead) => {
    for (const source of [`import it from "${name}";`, `require("${name}");`]) {
      const { fault } = await (await serve(source)).crash();
      expect(fault.message).toMatch(/imported from server\.js: it is not in the sandbox: /);
      expect(fault.message).toContain(instead);
      expect(fault.where).toMatchObject({ file: "server.js", line: 1 });
    }
  });

  it("because it makes up the name of a package says to write it out", async () => {
    const { fault } = await (await serve(`require(["ex", "press"].join(""));`)).crash();
    expect(fault.message).toContain(`must be written out in it, as "express"`);
  });

  it.each([
    ["imported", `import "./lib/a.js";`, "import rooms from '../rooms.js';", "lib/a.js", 20],
    ["required", `import "./lib/a.js";`, "const { a } = require('../rooms.js');", "lib/a.js", 22],
  ])(
    "because of an own file that is not there, %s, names it",
    async (...[, entry, source, file, column]) => {
      const { fault } = await (await serve({ "server.js": entry, "lib/a.js": source })).crash();
      expect(fault).toMatchObject({
        message: "Cannot find module '../rooms.js' imported from lib/a.js",
        where: { file, line: 1, column },
      });
    },
  );

  it.each([
    ["./rooms.js", "join"],
    ["socket.io", "Sever"],
  ])("because %s has no export of that name says so", async (module, name) => {
    const source = `import { ${name} } from "${module}";\n`;
    const { fault } = await (
      await serve({ "server.js": source, "rooms.js": "export const a = 1;" })
    ).crash();
    expect(fault).toMatchObject({
      name: "SyntaxError",
      message: `The requested module '${module}' does not provide an export named '${name}'`,
    });
    expect(fault.where).toMatchObject({ file: "server.js", line: 1 });
  });

  it("says what a required file lacks when it is called", async () => {
    const source = `const { join } = require("./rooms");\njoin("a");\n`;
    const { fault } = await (await serve({ "server.js": source, "rooms.js": "" })).crash();
    expect(fault).toMatchObject({
      name: "TypeError",
      message: "join is not a function",
      where: { file: "server.js", line: 2 },
    });
  });

  it("can catch what a module throws that it import()s", async () => {
    const source = `export {};
      for (const file of ["./a.mjs", "./b.cjs"]) {
        await import(file).catch((error) => console.log(error.message, error.stack.split("\\n").join("")));
      }`;
    const files = {
      "server.js": source,
      "a.mjs": `\nthrow new Error("a");`,
      "b.cjs": `\nthrow new Error("b");`,
    };
    const served = await serve(files);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual([
      "a Error: a    at <anonymous> (a.mjs:2:16)",
      "b Error: b    at <anonymous> (b.cjs:2:16)",
    ]);
  });

  it("can catch an import() of TypeScript that is none", async () => {
    const source = `export {}; try { await import("./rooms.ts"); } catch (error) { console.log(error.name, error.message); }`;
    const served = await serve({ "server.js": source, "rooms.ts": "const a: string = ;" });
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["SyntaxError Expression expected"]);
  });

  it("can catch an import() that leads nowhere, and gets an error like Node's", async () => {
    const source = `export {};
      for (const name of ["fs", "constructor", "__proto__", "./rooms.js"]) {
        try {
          await import(name);
        } catch (error) {
          console.log(error instanceof Error, error.code, error.message.split(":")[0]);
        }
      }`;
    const served = await serve(source);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual([
      "true ERR_MODULE_NOT_FOUND Cannot find package 'fs' imported from server.js",
      "true ERR_MODULE_NOT_FOUND Cannot find package 'constructor' imported from server.js",
      "true ERR_MODULE_NOT_FOUND Cannot find package '__proto__' imported from server.js",
      "true ERR_MODULE_NOT_FOUND Cannot find module './rooms.js' imported from server.js",
    ]);
  });
});
