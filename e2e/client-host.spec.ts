// The client host in a real browser: clients of every kind, and what their code may do and may not.
import { expect, type Page, test } from "@playwright/test";
import type { Deed } from "#trace/event.ts";
import { faultOf, type Files, isIn, logOf, startPlayground } from "./playground.ts";

const SERVER = `
  import { Server } from "socket.io";
  const io = new Server(3000, { cors: { origin: "http://localhost:5173" } });
  io.on("connection", (socket) => {
    socket.on("say", (text, answer) => { io.emit("said", text); answer("told"); });
  });
`;

const start = (page: Page, site: string, files: Files = {}) =>
  startPlayground(page, site, { "server.js": SERVER, ...files });
const said = (text: string): Deed => ({
  do: "emitWithAck",
  nsp: "/",
  event: "say",
  args: [text],
  timeout: 10_000,
});
const listening = `const socket = io(); socket.on("said", (text) => log("heard " + text));`;
const file = "client.js";

test("clients by WebSocket and by polling talk to the learner's server", async ({
  page,
  baseURL,
}) => {
  const playground = await start(page, baseURL ?? "", { [file]: listening });
  const { open, close, act, until, settle, trace } = playground;
  await open({ name: "alice", transports: ["websocket"], file });
  await open({ name: "bob", transports: ["polling"], file });
  await until(isIn("alice", "connected"));
  await until(isIn("bob", "connected"));
  await act("alice", said("hello"));
  await until(logOf("alice", "heard hello"));
  await until(logOf("bob", "heard hello"));
  expect(await settle("alice", "bob")).toMatchObject({ ok: true, notProvenFor: [] });
  await until(({ kind }) => kind === "settled");
  expect(trace().filter(({ kind }) => kind === "handled")).toHaveLength(2);
  expect(trace().filter(({ kind }) => kind === "fault")).toEqual([]);

  for (const client of ["alice", "bob"]) {
    await close(client);
    await until(isIn(client, "gone"));
  }
  const closed = () =>
    trace().flatMap((event) => (event.kind === "socket.closed" ? [event.reason] : []));
  await expect.poll(closed).toEqual(["client namespace disconnect", "client namespace disconnect"]);
});

test("an endless loop in one client's code ends that client and no other", async ({
  page,
  baseURL,
}) => {
  const { open, act, until } = await start(page, baseURL ?? "", {
    [file]: listening,
    "loop.js": `${listening} socket.on("said", () => { for (;;) {} });`,
  });
  await open({ name: "alice", file });
  await open({ name: "bob", file: "loop.js" });
  await until(isIn("alice", "connected"));
  await until(isIn("bob", "connected"));
  await act("alice", said("loop"));
  const gone = await until(isIn("bob", "gone"));
  expect(JSON.stringify(gone)).toContain("endless loop");
  await act("alice", said("still here"));
  await until(logOf("alice", "heard still here"));
});

test("client code reaches its own sandbox and nothing else", async ({ page, baseURL }) => {
  const { open, until } = await start(page, baseURL ?? "", {
    [file]: `
      // Without CORS, so that nothing but the policy can stand in the way.
      const tried = (what, url) => self.fetch(url, { mode: "no-cors" }).then(
        () => log(what + " reached"),
        () => log(what + " refused"),
      );
      await tried("site", "${baseURL}/");
      await tried("control", "${baseURL}/control/?EIO=4&transport=polling");
      await tried("another sandbox", "${baseURL}/s/another/");
      const { status } = await fetch("/socket.io/?EIO=3&transport=polling");
      log("own answered " + status);
      log([me, location.origin, typeof document].join(" "));
    `,
  });
  await open({ name: "alice", file });
  for (const text of [
    "site refused",
    "control refused",
    "another sandbox refused",
    "own answered 400",
    "alice http://localhost:3000 undefined",
  ])
    await until(logOf("alice", text));
});

test("modules in TypeScript run as they were written, and what they throw has its place", async ({
  page,
  baseURL,
}) => {
  const { open, until } = await start(page, baseURL ?? "", {
    "client.ts": `import { io, type Socket } from "socket.io-client";
import { count, text } from "./words.js";

const socket: Socket = io();
await new Promise<void>((connected) => socket.on("connect", () => connected()));
log(text(me as string), count, new URL(import.meta.url).pathname);
const { late } = await import("./late.js");
socket.on("said", (): never => { throw new Error(late) });
socket.emit("say", "x", () => {});
`,
    "words.ts": `export let count: number = 0;
export const text = (name: string): string => \`hello \${name} \${++count}\`;
`,
    "late.js": `module.exports = { late: require("socket.io-client").io === io };`,
    "wrong.ts": `io();\nconst a: string = ;`,
  });
  await open({ name: "alice", file: "client.ts" });
  await until(logOf("alice", "hello alice 1 1 /client.ts"));
  const thrown = await until(faultOf("alice"));
  expect(thrown).toMatchObject({
    message: "true",
    where: { file: "client.ts", line: 8, column: 40 },
  });
  await open({ name: "bob", file: "wrong.ts" });
  expect(await until(faultOf("bob"))).toMatchObject({ where: { file: "wrong.ts", line: 2 } });
});
