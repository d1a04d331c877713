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

test("a server can ask who is in a room, and one whom nobody is in is not there", async () => {
  const server = `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.data.name = socket.handshake.auth.name;
  if (socket.data.name !== "Dave") socket.join("red");
  socket.on("who", async () => {
    const members = await io.in("red").fetchSockets();
    console.log(members.map(({ data }) => data.name).toSorted().join(" "));
    console.log(io.sockets.adapter.rooms.get("red")?.size, io.sockets.adapter.rooms.get("blue")?.size);
  });
});`;
  const other = await openLessonStage({ ...lesson, files: { ...files, [entry]: server } });
  await other.after({ client: "Alice", emit: "who" }, "");
  const said = other.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));
  await other.close();
  expect(said).toEqual(["Alice Bob Carol", "3 undefined"]);
});
