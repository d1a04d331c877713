// What is this lesson's alone: its task is solved as it means to be, and what it says of values that travel is so.
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";

const lesson = await loadLesson("events");
const { files, entry } = lesson;

let stage: LessonStage;
beforeAll(async () => {
  const server = files[entry]?.replace(
    "console.log(name, mood)",
    "socket.emit('greeting', `${name} is ${mood}`)",
  );
  expect(server).not.toBe(files[entry]);
  stage = await openLessonStage({ ...lesson, files: { ...files, [entry]: server ?? "" } });
});
afterAll(() => stage?.close());

const logged = () => stage.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));

test("an answer to greet reaches who greeted", async () => {
  const greet = { client: "Alice", emit: "greet", args: ["Alice", "happy"] };
  expect(await stage.after(greet, "greeting")).toEqual(onceEach(["Alice"]));
});

test("a date, a map, undefined and NaN arrive as the words say", async () => {
  await stage.after({ client: "Bob", emit: "send things" }, "things");
  expect(logged()).toContain('["1970-01-01T00:00:00.000Z",{},null,null]');
});

test("six names and two values cannot be sent, and throw where they are", async () => {
  const server = `import { Server } from "socket.io";
new Server(3000).on("connection", (socket) => {
  const attempt = (name, ...args) => {
    try {
      socket.emit(name, ...args);
      console.log(name, "went");
    } catch (error) {
      console.log(name, error.name);
    }
  };
  const knot = {};
  knot.self = knot;
  socket.on("try", () => {
    for (const name of ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"])
      attempt(name);
    attempt("large", 1n);
    attempt("round", knot);
    attempt("function", () => {});
  });
  socket.on("connection", () => console.log("connection is an event"));
});`;
  const other = await openLessonStage({ ...lesson, files: { ...files, [entry]: server } });
  await other.after({ client: "Alice", emit: "try" }, "");
  await other.after({ client: "Alice", emit: "connection" }, "");
  const said = other.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));
  await other.close();
  expect(said).toEqual([
    "connect Error",
    "connect_error Error",
    "disconnect Error",
    "disconnecting Error",
    "newListener Error",
    "removeListener Error",
    "large TypeError",
    "round RangeError",
    "function went",
    "connection is an event",
  ]);
});
