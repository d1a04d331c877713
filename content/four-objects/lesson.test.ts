// What is this lesson's alone: its task is solved as it means to be, and what it says of ids and of what is kept is so.
import { afterEach, expect, test } from "vitest";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";

const lesson = await loadLesson("four-objects");
const { files, entry } = lesson;
const own = files[entry] ?? "";

let stage: LessonStage | undefined;
afterEach(() => stage?.close());
async function openWith(changed: Readonly<Record<string, string>> = {}): Promise<LessonStage> {
  stage = await openLessonStage({ ...lesson, files: { ...files, ...changed } });
  return stage;
}
const logged = ({ trace }: LessonStage, client: string) =>
  trace().flatMap((event) =>
    event.kind === "log" && event.from.side === "client" && event.from.client === client
      ? [event.text]
      : [],
  );

test("its task is done with socket.emit", async () => {
  const server = own.replace('io.emit("pressed"', 'socket.emit("pressed"');
  expect(server).not.toBe(own);
  const { press } = await openWith({ [entry]: server });
  expect(await press("Alice", "Press", "pressed")).toEqual(onceEach(["Alice"]));
});

test("each tab counts for itself, and a connection that is new begins anew", async () => {
  const client = `${files["client.js"] ?? ""}
socket.on("news", () => socket.disconnect().connect());`;
  const opened = await openWith({ "client.js": client });
  await opened.press("Alice", "Press", "pressed");
  await opened.press("Alice", "Press", "pressed");
  await opened.press("Alice-2", "Press", "pressed");
  await opened.after({ client: "Alice", emit: "hi" }, "news", 1);
  await opened.press("Alice", "Press", "pressed");
  expect(logged(opened, "Bob").filter((text) => text.includes("pressed"))).toEqual([
    "Alice has pressed 1 times",
    "Alice has pressed 2 times",
    "Alice has pressed 1 times",
    "Alice has pressed 1 times",
  ]);
  const told = logged(opened, "Alice");
  expect(told[0]).toBe("before connect: undefined");
  expect(told).toContain("in disconnect: undefined");
  const ids = told.filter((text) => text.startsWith("connected:"));
  expect(new Set(ids).size).toBe(2);
});

test("Bob’s two sockets are two ids on one connection, and that has a third", async () => {
  const opened = await openWith();
  const connected = logged(opened, "Bob").flatMap((text) => {
    const [, id, connection] = /^connected.*: (\S+) on (\S+)$/.exec(text) ?? [];
    return id === undefined ? [] : [{ id, connection }];
  });
  expect(connected).toHaveLength(2);
  const connections = new Set(connected.map(({ connection }) => connection));
  expect(connections.size).toBe(1);
  expect(new Set([...connected.map(({ id }) => id), ...connections]).size).toBe(3);
});
