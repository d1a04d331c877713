// The ways in which a learner may write a client: module systems, languages, several files, and what is wrong with them.
import { describe, expect, it, test } from "vitest";
import { clientCodeOf } from "#lessons-server/testing/client-code-of.ts";
import type { Report } from "#protocol/client.ts";
import { join, listen, type WatchedClient } from "./headless-test.ts";

type Files = Readonly<Record<string, string>>;

const NOWHERE = { url: "http://127.0.0.1:1" };

async function run(files: string | Files, server = NOWHERE): Promise<WatchedClient> {
  return join(server, { code: clientCodeOf(files) });
}

/** What it logs before it logs "end". */
async function logs(files: string | Files): Promise<readonly string[]> {
  const client = await run(files);
  await client.until((report) => isEnd(report) || report.report === "fault");
  expect(client.reports.find(({ report }) => report === "fault")).toBeUndefined();
  return client.reports.flatMap((report) =>
    report.report === "log" && !isEnd(report) ? [report.text] : [],
  );
}

const isEnd = (report: Report): boolean => report.report === "log" && report.text === "end";

async function fault(files: string | Files) {
  const client = await run(files);
  const found = await client.until(({ report }) => report === "fault");
  if (found.report !== "fault") throw new Error("that is no fault");
  return { ...found, places: found.stack.match(/[^\s(]+\.(?:[mc]?[jt]s|json):\d+:\d+/g) ?? [] };
}

test.each([
  ["import { io } from 'socket.io-client'", "io"],
  ["import io from 'socket.io-client'", "io"],
  ["import { connect as io, Manager, Socket, protocol } from 'socket.io-client'", "io"],
  ["import * as all from 'socket.io-client'", "all.io"],
  ["import { io } from 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js'", "io"],
  ["import { io } from '/socket.io/socket.io.esm.min.js'", "io"],
  ["const { io } = require('socket.io-client')", "io"],
  ["const io = require('socket.io-client')", "io"],
  ["const { io } = await import('socket.io-client')", "io"],
  ["const { default: io } = await import('socket.io-client')", "io"],
])("%s connects to the learner's server", async (line, io) => {
  const server = await listen();
  const client = await run(`${line};\n${io}({ auth: { me } });`, server);
  await client.reaches("connected");
  const [socket] = server.io.sockets.sockets.values();
  expect(socket?.handshake.auth).toEqual({ me: "Alice" });
});

describe("a client of several files", () => {
  it("imports and exports in every way", async () => {
    expect(
      await logs({
        "client.js": `import value, { a, b as bee, f } from "./lib/all.js"; import * as all from "./lib/all.js"; import Nameless from "./lib/nameless.js";
          log(value, a, bee, f(), Object.keys(all).sort().join(), all.inner.c, new Nameless().name);
          log("end");`,
        "lib/all.js": `export const { a, b: [b] } = { a: 1, b: [2] }; export default "value"; export function f() { return c }
          import { c } from "./c.js"; export * from "./c.js"; export * as inner from "./c.js"; export { d as dee } from "./c.js";`,
        "lib/c.js": `let c = 3, d = 4; export { c, d }; export default 5;`,
        "lib/nameless.js": `export default class { name = "none" }`,
      }),
    ).toEqual(["value 1 2 3 a,b,c,d,dee,default,f,inner 3 none"]);
  });

  it("sees what another file's variable is now, not what it was", async () => {
    const files = {
      "client.js": `import { count, more } from "./count.js"; log(count); more(); log(count); log("end");`,
      "count.js": `export let count = 0; export const more = () => { count++ };`,
    };
    expect(await logs(files)).toEqual(["0", "1"]);
  });

  it("may need each other in a circle", async () => {
    const files = {
      "client.js": `import "./b.js"; export function hello() { return "hello " + name } export const name = "a"; log(hello()); log("end");`,
      "b.js": `import { hello, name } from "./client.js"; log(typeof hello); try { name } catch (error) { log(error.name) }`,
    };
    expect(await logs(files)).toEqual(["function", "ReferenceError", "hello a"]);
  });

  it("runs each once, after what it needs, and waits for those that wait", async () => {
    const files = {
      "client.js": `import "./a.js"; import "./b.js"; log("client"); log("end");`,
      "a.js": `import "./c.js"; log("a"); export {};`,
      "b.js": `import "./c.js"; await new Promise((done) => setTimeout(done, 5)); log("b");`,
      "c.js": `log("c"); export {};`,
    };
    expect(await logs(files)).toEqual(["c", "a", "b", "client"]);
  });

  it("loads later what it names in quotes, once", async () => {
    const files = {
      "client.js": `log(import.meta.url); const one = await import("./late.js"); log(one.n, one.default, (await import("./late.js")) === one);
        const lost = await import("./lost.js").catch((error) => error.message); log(lost); log("end");`,
      "late.js": `log("late"); export const n = 1; export default 2;`,
    };
    expect(await logs(files)).toEqual([
      "http://localhost:3000/client.js",
      "late",
      "1 2 true",
      "Cannot find module './lost.js' imported from client.js",
    ]);
  });

  it("loads later from a script too", async () => {
    const files = {
      "client.js": `import("./late.js").then(({ n }) => { log(n); log("end"); });`,
      "late.js": `export const n = 1;`,
    };
    expect(await logs(files)).toEqual(["1"]);
  });

  it("may be scripts that require each other, and JSON", async () => {
    const files = {
      "client.js": `const { join } = require("./rooms"); const names = require("./names.json"); log(join("a"), names[0], require("./rooms").size, typeof module, this === undefined); log("end");`,
      "rooms.js": `exports.join = (room) => "in " + room; module.exports.size = 2; log("rooms");`,
      "names.json": `["lobby"]`,
    };
    expect(await logs(files)).toEqual(["rooms", "in a lobby 2 object false"]);
  });

  it("imports scripts and JSON into a module", async () => {
    const files = {
      "client.js": `import rooms, { join, size } from "./rooms.cjs"; import names from "./names.json" with { type: "json" }; log(join("a"), size, rooms.size, names[0]); log("end");`,
      "rooms.cjs": `exports.join = (room) => "in " + room; module.exports.size = 2;`,
      "names.json": `["lobby"]`,
    };
    expect(await logs(files)).toEqual(["in a 2 2 lobby"]);
  });

  it("mixes JavaScript and TypeScript, which may name the file it will become", async () => {
    const files = {
      "client.ts": `import { type Message, text } from "./messages.js"; import { b } from "./b"; const message: Message = { text: "x" }; log(text(message) + b); log("end");`,
      "messages.ts": `export interface Message { text: string }\nexport const text = ({ text }: Message): string => text!;`,
      "b.js": `export const b = 2;`,
    };
    expect(await logs(files)).toEqual(["x2"]);
  });
});

describe("what is wrong with a client is a fault in the learner's own line", () => {
  it.each<[string, string | Files, string, string]>([
    [
      "an error",
      `import "x.js"\n`.replace(`"x.js"`, `"socket.io-client"`) + `\n  null.x;`,
      "null",
      "client.js:3:8",
    ],
    [
      "an error in the first line",
      `import io from "socket.io-client"; null.x`,
      "null",
      "client.js:1:41",
    ],
    ["a mistake of syntax", `export {};\nconst a = ;`, "Unexpected token ';'", "client.js:2:11"],
    [
      "what only sloppy code may say",
      `export {};\n  with (me) {}`,
      "Strict mode code may not include a with statement",
      "client.js:2:3",
    ],
    ["a brace too many", `io().on("a", () => {}); }`, "Unexpected token '}'", "client.js:1:25"],
    [
      "an import without its package",
      `import x from "react";`,
      "Cannot find package 'react' imported from client.js: it is not in the sandbox. Here are socket.io-client, and your own files (start those with ./)",
      "client.js:1:16",
    ],
    [
      "an import without its file",
      `\nimport x from "./x.js";`,
      "Cannot find module './x.js' imported from client.js",
      "client.js:2:16",
    ],
    [
      "a name that the package has not",
      `import { Server } from "socket.io-client";`,
      "The requested module 'socket.io-client' does not provide an export named 'Server'",
      "client.js:1:25",
    ],
    [
      "a requirement in vain",
      `\n\nrequire("fs")`,
      "Cannot find package 'fs' imported from client.js: it is not in the sandbox. Here are socket.io-client, and your own files (start those with ./)",
      "client.js:3:1",
    ],
    [
      "a requirement made up",
      `require("./" + me)`,
      "Cannot find './Alice' imported from client.js: a client finds only what is written out in quotes where it is loaded.",
      "client.js:1:1",
    ],
  ])("%s", async (...[, files, message, place]) => {
    const found = await fault(files);
    expect(found.message).toContain(message);
    expect(found.places[0]).toBe(place);
  });

  it.each<[string, Files, string, string]>([
    [
      "in another file",
      {
        "client.js": `import { f } from "./f.js"; f();`,
        "f.js": `export function f() {\n  throw new Error("oh");\n}`,
      },
      "oh",
      "f.js:2:9",
    ],
    [
      "in another file's syntax",
      { "client.js": `import { f } from "./f.js"; f();`, "f.js": `export const f = ) => 1;` },
      "Unexpected token ')'",
      "f.js:1:18",
    ],
    [
      "in a name it has not",
      { "client.js": `import a, { f } from "./f.js"; f();`, "f.js": `export default 1` },
      "The requested module './f.js' does not provide an export named 'f'",
      "client.js:1:23",
    ],
    [
      "in types",
      { "client.ts": `const socket: Socket = io();\nenum Colour { Red }` },
      "enum",
      "client.ts:2:1",
    ],
    [
      "behind types",
      { "client.ts": `const a: { x: number } | null = null; log(a!.x as unknown)` },
      "null",
      "client.ts:1:46",
    ],
    [
      "in a module that is required",
      { "client.js": `require("./f.js")`, "f.js": `export const f = 1` },
      './f.js has `import` or `export` in it, so it cannot be required. Write: import … from "./f.js"',
      "client.js:1:1",
    ],
  ])("%s", async (...[, files, message, place]) => {
    const found = await fault(files);
    expect(found.message).toContain(message);
    expect(found.places[0]).toBe(place);
  });

  it("JSON that is none", async () => {
    const found = await fault({ "client.js": `require("./a.json")`, "a.json": `{ "a": }` });
    expect(found).toMatchObject({ name: "SyntaxError" });
    expect(found.message).toContain("a.json: ");
  });

  it("a file that cannot be assigned to", async () => {
    const files = {
      "client.js": `import { n } from "./n.js";\nn = 2;`,
      "n.js": `export let n = 1`,
    };
    expect(await fault(files)).toMatchObject({ name: "TypeError", places: ["client.js:2:3"] });
  });
});
