// What is this lesson's alone: what runs when, and what a server's answers let the pages of other origins do.
import { afterEach, expect, test } from "vitest";
import type { SceneClient } from "#protocol/scene.ts";
import type { EventOf, TraceEvent } from "#trace/event.ts";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";

const lesson = await loadLesson("first-server");
const { files, entry, scene } = lesson;
const own = files[entry] ?? "";
const RULES = 'cors: { origin: ["https://app.test"] }';

let stage: LessonStage | undefined;
afterEach(() => stage?.close());

type Changed = {
  readonly server?: string;
  readonly client?: string;
  readonly clients?: readonly SceneClient[];
};
async function openWith({ server = own, client, clients = scene.clients }: Changed) {
  const program = { [entry]: server, "client.js": client ?? files["client.js"] ?? "" };
  stage = await openLessonStage({ ...lesson, files: program, scene: { clients: [...clients] } });
  return stage;
}

const all = <K extends TraceEvent["kind"]>({ trace }: LessonStage, kind: K) =>
  trace().filter((event): event is EventOf<K> & TraceEvent => event.kind === kind);
const logged = (of: LessonStage) => all(of, "log").map(({ text }) => text);
const alone = scene.clients.slice(0, 1).map((client) => ({ ...client, reconnection: false }));
const changed = (from: string, to: string): string => {
  expect(own).toContain(from);
  return own.replace(from, to);
};

test("the file runs once, from top to bottom, before it listens, and its function for nobody", async () => {
  const server = changed("connections += 1;", 'console.log("somebody has come");');
  const empty = await openWith({ server, clients: [] });
  expect(logged(empty)).toEqual(["server.js begins", "server.js ends", "it listens on port 3000"]);
});

test("a page that comes again is a connection more, with another id", async () => {
  const opened = await openWith({});
  expect(await opened.after({ client: "Bob", emit: "reload" }, "welcome", 1)).toEqual({ Bob: 1 });
  const bob = all(opened, "log").filter(
    ({ from, text }) =>
      from.side === "client" && from.client === "Bob" && text.startsWith("welcome"),
  );
  const [first, second] = bob.map(({ text }) => text.split(" "));
  expect(second?.[2]).toBe("5");
  expect(second?.[1]).not.toBe(first?.[1]);
});

test("one port serves a page’s own requests, the client’s script and the sockets", async () => {
  const client = `for (const path of ["/", "/socket.io/socket.io.js"]) {
    const answer = await fetch("http://localhost:3000" + path);
    log((await answer.text()).slice(0, 15));
  }
  io();`;
  const opened = await openWith({ client, clients: alone });
  expect(logged(opened).slice(-2)).toEqual(["Hello over HTTP", "/*!\n * Socket.I"]);
  expect(all(opened, "socket.opened")).toHaveLength(1);
});

test("a list in the place of the rules, and methods beside it, let everyone read", async () => {
  const server = changed(
    'cors: ["https://app.test"],',
    'cors: ["https://app.test"], methods: ["GET"],',
  );
  const opened = await openWith({ server });
  const allowed = all(opened, "http.response").flatMap(({ headers }) =>
    headers.flatMap(([name, value]) =>
      name.toLowerCase() === "access-control-allow-origin" ? [value] : [],
    ),
  );
  expect(new Set(allowed)).toEqual(new Set(["*"]));
});

test("its task is done by an object: Eve is answered and cannot read it, Mallory never asked", async () => {
  const clients = scene.clients.map((client) => ({ ...client, reconnection: false }));
  const server = changed('cors: ["https://app.test"]', RULES);
  const strangers = await openWith({ server, clients: clients.slice(2) });
  expect(logged(strangers)).toContain("from https://evil.test: xhr poll error");
  const toEve = all(strangers, "http.response").filter(({ client }) => client === "Eve");
  expect(toEve.map(({ status }) => status)).toEqual([200]);
  await strangers.close();
  const others = clients.filter(({ name }) => name !== "Eve");
  const opened = await openWith({ server, clients: others });
  const told = await opened.after({ client: "Bob", emit: "tell everyone" }, "news", 3);
  expect(told).toEqual(onceEach(["Alice", "Bob", "Mallory"]));
});

test("whoever allowRequest turns away is not let in by WebSocket either", async () => {
  const rules = `${RULES}, allowRequest: (request, decide) => {
    decide(null, request.headers.origin === "https://app.test");
  }`;
  const clients = scene.clients.map((client) => ({ ...client, reconnection: false }));
  const opened = await openWith({ server: changed('cors: ["https://app.test"]', rules), clients });
  expect(all(opened, "socket.opened")).toHaveLength(1);
  expect(logged(opened)).toContain("from https://evil.test: websocket error");
});

test("an error’s description has the status, where another server listens", async () => {
  const client = `io("http://localhost:3000").on("connect_error", (error) => log(error.message, error.description));`;
  const server = `import express from "express"; import { createServer } from "node:http"; import { Server } from "socket.io";
const app = express(); new Server(createServer(app)); app.listen(3000);`;
  const opened = await openWith({ server, client, clients: alone });
  expect(logged(opened)).toEqual(["xhr poll error 404"]);
});

test("who listens after an await has not heard what came before", async () => {
  const server = `import { Server } from "socket.io";
new Server(3000).on("connection", async (socket) => {
  socket.on("early", () => socket.emit("heard", "early"));
  await new Promise((done) => setTimeout(done, 60000));
  socket.on("late", () => socket.emit("heard", "late"));
});`;
  const client =
    'const socket = io(); socket.emit("late"); socket.emit("early"); socket.on("heard", log);';
  const opened = await openWith({ server, client, clients: alone });
  await opened.after({ client: "Alice", emit: "early" }, "heard", 1);
  expect(logged(opened)).toEqual(["early", "early"]);
});
