// What is this lesson's alone: its task is solved as it means to be, and what it says of answers is so.
import { afterEach, expect, test } from "vitest";
import { judgementOf } from "#checks/draw-check.ts";
import { judge } from "#checks/judge.ts";
import { acks } from "#trace/acks.ts";
import type { Trace } from "#trace/event.ts";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, openLessonStage } from "../testing/lesson-stage.ts";
import { proseOf } from "../testing/prose.ts";

const lesson = await loadLesson("acknowledgements");
const { files, entry } = lesson;
const own = files[entry] ?? "";
const solved = own
  .replace('"posts:create", async (post) =>', '"posts:create", async (post, callback) =>')
  .replace('socket.emit("posts:created", { ok: true, id })', "callback({ ok: true, id })");

let stage: LessonStage | undefined;
afterEach(() => stage?.close());
async function openWith(server: string, client = files["client.js"] ?? ""): Promise<LessonStage> {
  stage = await openLessonStage({ ...lesson, files: { [entry]: server, "client.js": client } });
  return stage;
}

const post = (isLong: boolean) => ({ client: "Alice", emit: "posts:create", args: [{ isLong }] });
const logged = (trace: Trace) =>
  trace.flatMap((event) => (event.kind === "log" ? [event.text] : []));
const ended = (trace: Trace) =>
  trace.flatMap((event) => (event.kind === "fault" ? [event.message] : []));
const asked = (trace: Trace, event: string) => acks(trace).filter((ack) => ack.event === event);
const handlerOf = (lines: string) => `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  ${lines}
});`;

test("as it begins, a short post is told of before a long one that was sent earlier", async () => {
  const { after } = await openWith(own.replace("600", "60000"));
  expect(await after(post(true), "posts:created")).toEqual({});
  expect(await after(post(false), "posts:created", 1)).toEqual({ Alice: 1 });
});

test("its task is done by calling the callback, and not before", async () => {
  const [task] = proseOf(lesson).Task;
  if (!task) throw new Error("it has no task");
  const done = (trace: Trace) =>
    judge([judgementOf(task.until)], { trace, clients: [] }).map(({ ok, got }) => [ok, got]);
  const before = await openWith(own);
  await before.after({ ...post(false), ack: 100 }, "");
  expect(done(before.trace())).toEqual([[false, "no acknowledgement"]]);
  await before.close();
  expect(solved).toContain("callback({ ok: true, id })");
  const { after, trace } = await openWith(solved);
  await after({ ...post(false), ack: 20_000 }, "");
  expect(done(trace())).toEqual([[true, '({"ok":true,"id":1})']]);
});

test("once it is done, whoever asks for no answer ends the run", async () => {
  const { after, trace } = await openWith(solved);
  await after(post(false), "");
  expect(ended(trace())).toEqual(["callback is not a function"]);
  expect(trace().some(({ kind }) => kind === "run.ended")).toBe(true);
});

test("so does a handler that fails and is caught by nobody", async () => {
  const { after, trace } = await openWith(solved.replace("await save(post)", "await save()"));
  await after({ ...post(false), ack: 100 }, "");
  expect(ended(trace())).toHaveLength(1);
});

test("questions are counted from 0 for each connection, and only the first answer goes out", async () => {
  const { after, trace } = await openWith(own);
  for (const client of ["Bob", "Bob", "Alice"])
    await after({ client, emit: "answer twice", ack: 20_000 }, "");
  const answers = asked(trace(), "answer twice");
  expect(answers.map(({ who, id }) => [who, id])).toEqual([
    ["Bob", 0],
    ["Bob", 1],
    ["Alice", 0],
  ]);
  for (const { state } of answers.flatMap(({ of }) => of))
    expect(state).toMatchObject({ state: "answered", args: ["first", "and more"], again: [] });
});

test("a promise has the first value, and a timeout puts an error before what was answered", async () => {
  const { after, trace } = await openWith(
    handlerOf('socket.on("two", (callback) => callback("one", "two")); socket.emit("go");'),
    `const socket = io();
    socket.on("go", async () => {
      log("promise", await socket.timeout(20000).emitWithAck("two"));
      socket.timeout(20000).emit("two", (...got) => log(JSON.stringify(got)));
      socket.emit("two", (...got) => log(JSON.stringify(got)));
    });`,
  );
  await after({ client: "Alice", emit: "two", ack: 20_000 }, "");
  const said = logged(trace());
  expect(said.filter((text) => text === "promise one")).toHaveLength(4);
  expect(said).toContain('[null,"one","two"]');
  expect(said).toContain('["one","two"]');
});

test("without a timeout, a callback is never called once the connection is lost", async () => {
  const { after, trace } = await openWith(
    handlerOf(`socket.on("go", () => socket.emit("bye?", () => console.log("called")));
      socket.on("disconnect", () => console.log("gone"));`),
    'const socket = io(); socket.on("bye?", () => socket.disconnect());',
  );
  await after({ client: "Alice", emit: "go" }, "");
  expect(logged(trace())).toEqual(["gone"]);
});

test("a broadcast that is given no time fails, without waiting for those who would answer", async () => {
  const { after, trace } = await openWith(own);
  await after({ client: "Alice", emit: "ask everyone" }, "report", 1);
  const [told] = logged(trace()).filter((text) => text.startsWith("report:"));
  expect(told).toMatch(/^report: operation has timed out/);
});
