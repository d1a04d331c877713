// What the editor knows and says of a program, asked of the very service that answers in the page: its world is right
// for the side a file is on, and no complaint is about what the learner may do.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { writtenLessons } from "../content/course.ts";
import { loadLesson } from "../content/load-lesson.ts";
import { loadAnswers } from "../content/testing/proof.ts";
import { editing } from "./editor-under-test.ts";

const root = path.resolve(import.meta.dirname, "..");

const problemsOf = async (name: string, text: string) =>
  (await editing({ [name]: text })).problems(name);

const SERVER = 'import { Server } from "socket.io";\nconst io = new Server(3000);\n';
const inConnection = (text: string) => `${SERVER}io.on("connection", (socket) => {${text}});`;

test("a socket offers what one does with it, and nothing that is private to the library", async () => {
  const { offered } = await editing({ "server.js": "", "client.js": "" });
  const onServer = await offered("server.js", inConnection("socket.|"));
  expect(onServer).toEqual(expect.arrayContaining(["emit", "join", "rooms", "handshake"]));
  const onClient = await offered("client.js", "const socket = io();\nsocket.|");
  expect(onClient).toEqual(expect.arrayContaining(["emitWithAck", "volatile", "connected"]));
  expect([...onServer, ...onClient].filter((name) => name.startsWith("_"))).toEqual([]);
  expect(onServer).not.toContain("buildHandshake");
  expect(onClient).not.toContain("onpacket");
});

test("each side knows its own names, and not the other's", async () => {
  const server =
    "process.env.PORT; Buffer.from('a'); setImmediate(() => {}); structuredClone(1); performance.now(); new URL('/a', 'http://b'); crypto.randomUUID(); new AbortController(); new DOMException(); __dirname;";
  const client = "io(); me.length; log(location.href); fetch('/x'); setTimeout(() => {}, 1);";
  const { problems } = await editing({
    "server.js": `${server} me; location; document;`,
    "client.js": `${client} process; document;`,
  });
  expect(await problems("server.js")).toEqual([
    "Cannot find name 'me'.",
    "Cannot find name 'location'.",
    "Cannot find name 'document'.",
  ]);
  expect(await problems("client.js")).toEqual([
    "Cannot find name 'process'.",
    "Cannot find name 'document'.",
  ]);
});

test("a client may be told what the library under it takes, and nothing that nobody takes", async () => {
  const given = (options: string) => problemsOf("client.js", `io(${options});`);
  expect(await given('{ transports: ["websocket"], upgrade: false, path: "/x" }')).toEqual([]);
  expect(await given('"/admin", { reconnection: false, transports: ["polling"] }')).toEqual([]);
  expect(await given("{ transports: 1 }")).toHaveLength(1);
});

test("a file is on the side that imports it, and one that both import is the server's", async () => {
  const { problems } = await editing({
    "server.js": 'import { both } from "./both.js"; both;',
    "client.js": 'import { both } from "./both.js"; import { draw } from "./draw.js"; draw(both);',
    "draw.js": "export const draw = (text) => log(me, text);",
    "both.js": "export const both = process.pid;",
  });
  for (const file of ["server.js", "client.js", "draw.js", "both.js"])
    expect(await problems(file)).toEqual([]);
});

test.each([
  [
    "CommonJS",
    'const { Server } = require("socket.io"); const io = new Server(); io.close(); module.exports = io;',
  ],
  ["the package itself as a function", 'const io = require("socket.io")(3000); io.emit("a");'],
  [
    "a property of the learner's own",
    inConnection("socket.user = { id: 1 }; socket.user.id; socket.username ??= 1;"),
  ],
  [
    "data that come from anywhere",
    inConnection('socket.on("a", (a, done) => done(a.b.c)); socket.data.x.y;'),
  ],
  [
    "maps that fill up",
    `const ids = {}; const list = []; ids[1] = 2; ids.a; list.push({ b: 1 }); list[0].b;`,
  ],
  [
    "an error with data",
    `${SERVER}io.use((socket, next) => { const e = new Error("no"); e.data = 1; next(e); });`,
  ],
  [
    "http and friends",
    'import http from "http"; import { once } from "node:events"; import { randomUUID } from "crypto"; import util from "util"; import { setTimeout as wait } from "timers/promises"; await wait(1); http.createServer((req, res) => res.end(req.url.slice(1) + randomUUID() + util.inspect(once))).listen(process.env.PORT || 3000);',
  ],
  [
    "a server with REST routes and tokens",
    `import express from "express"; import cors from "cors"; import jwt from "jsonwebtoken"; import { createServer } from "http"; import { Server } from "socket.io";
    const app = express(); app.use(cors(), express.json()); const server = createServer(app); const io = new Server(server, { cors: { origin: "*" } }); app.set("io", io);
    app.use((req, res, next) => { req.user = jwt.verify(req.headers.authorization.split(" ")[1], "secret"); next(); });
    app.post("/login/:id", async (req, res) => { const { name } = req.body; res.status(201).json({ token: jwt.sign({ name, id: req.params.id }, "secret", { expiresIn: "1h" }) }); });
    app.get("/", (req, res) => { const { id } = jwt.verify(req.query.token, "secret"); req.app.get("io").emit("seen", id, req.user.id); res.sendStatus(204); });
    app.use((error, req, res, next) => res.status(500).send(error.message)); server.listen(process.env.PORT ?? 3000, () => console.log("there"));`,
  ],
  [
    "the same in CommonJS",
    `const express = require("express"); const http = require("http"); const jwt = require("jsonwebtoken"); const app = express(); const router = express.Router(); router.get("/a", (req, res) => res.json(jwt.decode("a"))); app.use("/api", require("cors")(), router); http.createServer(app).listen(3000);`,
  ],
  ["to undefined", `${SERVER}io.to(undefined).emit("a"); io.to([]).emit("b");`],
])("%s is no problem", async (...[, text]) => {
  expect(await problemsOf("server.js", text)).toEqual([]);
});

test.each([
  [
    "a slip in a name",
    inConnection("socket.emitt();"),
    /^Property 'emitt' does not exist on type 'Socket'\. Did you mean 'emit'\?$/,
  ],
  ["a method that is not there", `${SERVER}io.sendToAll();`, /Property 'sendToAll' does not exist/],
  ["a name nobody has given", inConnection("users.push(1);"), /^Cannot find name 'users'\.$/],
  [
    "a slip in the name of a route's answer",
    'import express from "express"; express().get("/", (req, res) => res.jsn({}));',
    /Property 'jsn' does not exist .* Did you mean 'json'\?/,
  ],
  [
    "a package that is not there",
    'import fs from "fs"; fs;',
    /^There is no package fs in the sandbox\.$/,
  ],
  [
    "a file that is not there",
    'import { a } from "./a.js"; a;',
    /^There is no file \.\/a\.js here\.$/,
  ],
  ["a bracket too few", inConnection("socket.emit("), /expected/],
])("%s is a problem", async (...[, text, said]) => {
  expect((await problemsOf("server.js", text)).join("\n")).toMatch(said);
});

test("TypeScript is taken at its word", async () => {
  const { problems } = await editing({
    "events.ts": "export type ToClient = { said: (text: string) => void };",
    "server.ts": `import { Server } from "socket.io"; import type { ToClient } from "./events.ts";
      const io = new Server<object, ToClient>(3000); io.emit("said", 3); (x) => x;`,
    "client.ts": `import { io, type Socket } from "socket.io-client"; import type { ToClient } from "./events.ts";
      const socket: Socket<ToClient> = io(); socket.on("said", (text) => log(text.length)); socket.user = 1;`,
  });
  expect(await problems("server.ts")).toEqual([
    expect.stringContaining("'number' is not assignable to parameter of type 'string'"),
    "Parameter 'x' implicitly has an 'any' type.",
  ]);
  expect(await problems("client.ts")).toEqual([expect.stringContaining("Property 'user'")]);
});

/** What the editor says of a lesson's own files at once: where the lesson asks what comes of it. */
const MEANT: Readonly<Record<string, readonly RegExp[]>> = {
  "first-server": [/^No overload matches this call/],
};

test.each(writtenLessons)(
  "no file of $slug begins with a problem, nor does a solution",
  async ({ slug }) => {
    const { files, exercises } = await loadLesson(slug);
    const programs: { files: typeof files; says?: readonly RegExp[] | undefined }[] = [
      { files, says: MEANT[slug] },
    ];
    for (const exercise of exercises) {
      const folder = path.join(root, "content", slug, "exercises", exercise.slug);
      const solution = await readFile(path.join(folder, "solution.js"), "utf8");
      const { underlined: says } = await loadAnswers(folder);
      programs.push(
        { files: { ...files, ...exercise.starter }, says },
        { files: { ...files, ...exercise.starter, [exercise.file]: solution } },
      );
    }
    for (const { files: program, says = [] } of programs) {
      const { problems } = await editing(program);
      const found: string[] = [];
      for (const name of Object.keys(program)) found.push(...(await problems(name)));
      expect(found).toEqual(says.map((one): unknown => expect.stringMatching(one)));
    }
  },
);
