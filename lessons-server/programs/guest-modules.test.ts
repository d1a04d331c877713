// The ways in which a learner may write a server: module systems, languages, several files, and what is in them.
import { describe, expect, it } from "vitest";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

describe("a server can be written", () => {
  it.each([
    [
      "as an ES module",
      `import { Server } from "socket.io"; new Server(3000).on("connection", (s) => s.emit("hello", 1));`,
    ],
    [
      "as CommonJS",
      `const { Server } = require("socket.io"); new Server(3000).on("connection", (s) => s.emit("hello", 1));`,
    ],
    [
      "with the package called as a function",
      `const io = require("socket.io")(3000); io.on("connection", (s) => s.emit("hello", 1));`,
    ],
    [
      "with the package called for an http server",
      `const server = require("http").createServer(); const io = require("socket.io")(server, {}); io.on("connection", (s) => s.emit("hello", 1)); server.listen(3000);`,
    ],
    [
      "with an http server made by Server()",
      `const http = require("node:http"); const server = http.Server(); const io = new (require("socket.io").Server)(server); io.on("connection", (s) => s.emit("hello", 1)); server.listen(3000);`,
    ],
    [
      "with io.listen",
      `import { Server } from "socket.io"; const io = new Server(); io.on("connection", (s) => s.emit("hello", 1)); io.listen(3000);`,
    ],
    [
      "with io.attach",
      `import { Server } from "socket.io"; import { createServer } from "http"; const web = createServer(); const io = new Server(); io.attach(web); io.on("connection", (s) => s.emit("hello", 1)); web.listen(3000);`,
    ],
    [
      "with everything imported by one name",
      `import * as sio from "socket.io"; import http from "node:http"; const web = http.createServer(); new sio.Server(web).on("connection", (s) => s.emit("hello", 1)); web.listen({ port: 3000 });`,
    ],
    [
      "with a dynamic import",
      `export {}; const { Server } = await import("socket.io"); new Server(3000).on("connection", (s) => s.emit("hello", 1));`,
    ],
    [
      "with the adapter's and emitter's bases",
      `import { Server, Namespace, Socket } from "socket.io"; const io = new Server(3000); io.on("connection", (s) => s.emit("hello", s instanceof Socket && io.of("/") instanceof Namespace ? 1 : 0));`,
    ],
  ])("%s", async (_how, source) => {
    const served = await serve(source);
    expect(await served.run.listening).toBe(3000);
    const client = served.client();
    expect(await once(client, "hello")).toBe(1);
  });

  it("in TypeScript, with lines that stay where they were", async () => {
    const served = await serve({
      "server.ts": `import { Server, type Socket } from "socket.io";
interface Words {
  hello: (n: number) => void;
}
type Maybe<T> = T | undefined;
const io = new Server<object, Words>(3000);
io.on("connection", (socket: Socket<object, Words>) => {
  const n: Maybe<number> = 1 as number;
  console.log((n as unknown) satisfies unknown);
  socket.emit("hello", n!);
});
`,
    });
    expect(await once(served.client(), "hello")).toBe(1);
    expect(served.facts("log")[0]?.where).toMatchObject({ file: "server.ts", line: 9 });
    expect(served.facts("emit").at(-1)?.where).toMatchObject({ file: "server.ts", line: 10 });
  });

  it("says what of TypeScript is more than types", async () => {
    const { fault } = await (await serve({ "server.ts": "\nenum Colour { Red }\n" })).crash();
    expect(fault).toMatchObject({ name: "SyntaxError", where: { file: "server.ts", line: 2 } });
    expect(fault.message).toMatch(/enum/i);
  });
});

describe("a program of several files", () => {
  const logs = async (files: Record<string, string>): Promise<readonly string[]> => {
    const served = await serve(files);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    return served.logs();
  };

  it("imports its own modules, by name and by default, in a circle", async () => {
    expect(
      await logs({
        "server.mjs": `import hello, { name } from "./lib/a.mjs"; import * as b from "./lib/b.mjs"; console.log(hello(), name, b.twice());`,
        "lib/a.mjs": `import { twice } from "./b.mjs"; export const name = "a"; export default () => "hello " + twice();`,
        "lib/b.mjs": `import { name } from "./a.mjs"; export { name as again } from "./a.mjs"; export const twice = () => name + name;`,
      }),
    ).toEqual(["hello aa a aa"]);
  });

  it("imports CommonJS from a module, by default and by name", async () => {
    expect(
      await logs({
        "server.js": `import rooms, { join, size } from "./rooms.cjs"; import one from "./one.js"; console.log(join("a"), size, rooms.size, one());`,
        "rooms.cjs": `exports.join = (room) => "in " + room; module.exports.size = 2;`,
        "one.js": `module.exports = () => 1;`,
      }),
    ).toEqual(["in a 2 2 1"]);
  });

  it("requires CommonJS once, in a circle, and by folder", async () => {
    expect(
      await logs({
        "server.js": `const a = require("./a"); const lib = require("./lib"); console.log(a.value, lib.value, require("./a") === a, __filename, __dirname, module.id !== undefined);`,
        "a.js": `exports.early = 1; const b = require("./lib/b.js"); exports.value = b.seen;`,
        "lib/index.js": `exports.value = require("./b").seen;`,
        "lib/b.js": `const a = require("../a"); console.log("b loads"); exports.seen = a.early;`,
      }),
    ).toEqual(["b loads", "1 1 true /server.js / true"]);
  });

  it("knows which file it began with", async () => {
    expect(
      await logs({
        "server.js": `const { asked } = require("./lib"); console.log(require.main === module, asked, require.resolve("./lib"), require.resolve("http"));`,
        "lib.js": `exports.asked = require.main === module;`,
      }),
    ).toEqual(["true false /lib.js http"]);
  });

  it("reads JSON by either road", async () => {
    expect(
      await logs({
        "server.mjs": `import rooms from "./rooms.json"; import again from "./rooms.json" with { type: "json" }; import other from "./other.cjs"; console.log(rooms.names[0], again === rooms, other);`,
        "other.cjs": `module.exports = require("./rooms.json").names.length;`,
        "rooms.json": `{ "names": ["lobby"] }`,
      }),
    ).toEqual(["lobby true 1"]);
  });

  it("mixes JavaScript and TypeScript, which may name the file it will become", async () => {
    expect(
      await logs({
        "server.ts": `import { a } from "./a.js"; import { b } from "./b.ts"; import { c } from "./c"; const all: number = a + b + c; console.log(all);`,
        "a.ts": `export const a: number = 1;`,
        "b.ts": `export const b = 2 as const;`,
        "c.js": `export const c = 3;`,
      }),
    ).toEqual(["6"]);
  });

  it("runs each module once, in the order Node runs them", async () => {
    expect(
      await logs({
        "server.js": `import "./a.js"; import "./b.js"; console.log("server");`,
        "a.js": `import "./c.js"; console.log("a"); export {};`,
        "b.js": `import "./c.js"; await null; console.log("b");`,
        "c.js": `console.log("c"); export {};`,
      }),
    ).toEqual(["c", "a", "b", "server"]);
  });
});

describe("what Node has and a server uses without thinking", () => {
  it.each([
    ["crypto.randomUUID", `crypto.randomUUID().length`, "36"],
    ["node:crypto", `require("node:crypto").randomBytes(4).length`, "4"],
    ["Buffer", `Buffer.from("hé").toString("hex") + Buffer.byteLength("é")`, "68c3a92"],
    ["TextEncoder and TextDecoder", `new TextDecoder().decode(new TextEncoder().encode("é"))`, "é"],
    [
      "events",
      `(() => { const E = require("events"); const e = new E.EventEmitter(); let n = 0; e.on("x", (v) => (n = v)); e.emit("x", 3); return n + String(E === E.EventEmitter); })()`,
      "3true",
    ],
    [
      "util.inspect and util.format",
      `require("util").inspect({ a: [1] }) + require("util").format(" %s %d", "x", 2)`,
      "{ a: [ 1 ] } x 2",
    ],
    [
      "process",
      `[typeof process.pid, process.version, process.platform, process.cwd(), process.env.HOME, process.argv.length].join()`,
      "number,v20.20.2,linux,/,,2",
    ],
    ["globalThis and global", `globalThis === global`, "true"],
    ["timers/promises", `typeof require("timers/promises").setTimeout`, "function"],
  ])("is there: %s", async (_what, expression, printed) => {
    const served = await serve(`console.log(String(${expression}));`);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual([printed]);
  });
});
