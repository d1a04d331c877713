// What is this lesson's alone: its tasks are solved as they mean to be, and its server lets in whom the words say.
import { afterAll, beforeAll, expect, test } from "vitest";
import { upwards } from "#trace/upward.ts";
import { acks } from "#trace/acks.ts";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";

const lesson = await loadLesson("people-and-groups");
const { files, entry } = lesson;

const CHANGES = [
  ['io.to(`user:${to}`).emit("dm"', 'socket.to(`user:${to}`).to(`user:${user}`).emit("dm"'],
  ['.emit("newMessage"', '.except(req.get("x-socket-id")).emit("newMessage"'],
] as const;

let stage: LessonStage;
beforeAll(async () => {
  let server = files[entry] ?? "";
  for (const [was, is] of CHANGES) {
    expect(server).toContain(was);
    server = server.replace(was, is);
  }
  stage = await openLessonStage({ ...lesson, files: { ...files, [entry]: server } });
});
afterAll(() => stage?.close());

const others = onceEach(["Alice-2", "Bob", "Bob-2"]);

test("a message to both people reaches every tab but the one that wrote", async () => {
  expect(await stage.press("Alice", "DM", "dm")).toEqual(others);
});

test("what the page posts with its own id reaches every tab but its own", async () => {
  expect(await stage.press("Alice", "POST", "newMessage")).toEqual(others);
  const bodyOnly = { client: "Alice", post: "/messages", body: { from: "Alice", to: "Bob" } };
  expect(await stage.after(bodyOnly, "newMessage")).toEqual({ ...others, Alice: 1 });
});

test("who is not in the group is not let in, and hears nothing of it", async () => {
  await stage.press("Carol", "Join group 7", "");
  const asked = upwards(stage.trace()).findLast(({ event }) => event === "join group");
  const answer = acks(stage.trace()).find(({ seq }) => seq === asked?.seq)?.of[0]?.state;
  expect(answer).toMatchObject({ state: "answered", args: [{ ok: false }] });
  const said = { client: "Alice", emit: "say in group", args: ["7", "hi"] };
  expect(await stage.after(said, "said in group")).toEqual(others);
});

test("at the login nobody of that name is there to be told", async () => {
  const login = { client: "Carol", post: "/login", body: { user: "Dave" } };
  expect(await stage.after(login, "news")).toEqual({});
});
