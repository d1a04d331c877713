// What is this lesson's alone: its task is solved as it means to be, and what it says of those who leave is so.
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";

const lesson = await loadLesson("rooms");
const { files, entry } = lesson;

let stage: LessonStage;
beforeAll(async () => {
  const server =
    files[entry]?.replace('io.to(room).emit("chat"', 'socket.to(room).emit("chat"') ?? "";
  expect(server).not.toBe(files[entry]);
  stage = await openLessonStage({ ...lesson, files: { ...files, [entry]: server } });
});
afterAll(() => stage?.close());

test("with socket.to, what Alice says in red reaches the others there", async () => {
  const said = { client: "Alice", emit: "chat", args: ["red", "hi"] };
  expect(await stage.after(said, "chat")).toEqual(onceEach(["Bob", "Carol"]));
});

test("a client has no join of its own, and says so", async () => {
  await stage.after({ client: "Alice", emit: "ask the client" }, "");
  const said = stage.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));
  expect(said).toContain("join in socket: false");
});
