// What is this lesson's alone: its acts are rows of its table, and its tasks are solved as they mean to be.
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";
import { proseOf } from "../testing/prose.ts";
import { forms } from "./forms.ts";

const lesson = await loadLesson("who-receives-it");
const { files, entry } = lesson;
const prose = proseOf(lesson);

let stage: LessonStage;
beforeAll(async () => {
  stage = await openLessonStage(lesson);
});
afterAll(() => stage?.close());

test.each(prose.Act)("$client emits $emit, and it is a row of the table", async (act) => {
  const form = forms
    .flatMap((group) => group.forms)
    .find(({ event }) => "emit" in act && event === act.emit);
  expect(form).toBeDefined();
  const claimed = act.client === "Alice" ? form?.by : [act.client];
  expect(await stage.after(act, "news")).toEqual({ ...onceEach(claimed ?? []), ...form?.times });
});

test.each([
  ["reply", "socket.emit"],
  ["whisper", "io.to(ids.Bob).emit"],
])("the task %s is done with %s", async (id, code) => {
  const task = prose.Task.find((one) => one.id === id);
  const exactly = task && "receives" in task.until ? task.until.receives.exactly : ["a task"];
  const server = files[entry]?.replace('socket.broadcast.emit("said"', `${code}("said"`) ?? "";
  expect(server).not.toBe(files[entry]);
  const changed = await openLessonStage({
    ...lesson,
    files: { ...files, [entry]: server },
  });
  const said = await changed.after({ client: task?.from ?? "", emit: "say", args: ["hi"] }, "said");
  await changed.close();
  expect(said).toEqual(onceEach(exactly));
});
