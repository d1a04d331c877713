import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noteBegun, onNewStart } from "./begun.ts";
import { createDesk, type DeskOwner } from "./desk.ts";
import type { Notice } from "./notice.ts";
import { createStore } from "./store.ts";

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const OLD = { "server.js": "server", "client.js": "client" };
const NEW = { ...OLD, "server.js": "better" };

/** The page as it opens: what was kept is brought back. */
function open(files: Record<string, string>, starter = "starter"): DeskOwner {
  const exercises = [{ slug: "one", starter: { "server.js": starter } }];
  const desk = createDesk({
    slug: "rooms",
    files,
    exercises,
    onNotKept: () => {},
    onEdited: noteBegun,
  });
  desk.restore();
  return desk;
}

/** What is said of it, and what stands on the page after that. */
function said(desk: DeskOwner) {
  const notice = createStore<Notice | undefined>(undefined);
  return { now: onNewStart({ slug: "rooms", desk, notice }), notice };
}
const isOtherwise = (desk: DeskOwner, file = "server.js") =>
  said(desk).now?.text.includes(`since you began: ${file} begins otherwise now`) ?? false;

test("edits of a file that the lesson now begins otherwise are told apart from others", () => {
  open(OLD).edit("server.js", "mine");
  expect(said(open(OLD)).now).toBeUndefined();
  expect(isOtherwise(open(NEW))).toBe(true);
  // A file that nobody has edited follows the lesson, and nothing is to be said of it.
  expect(said(open({ ...OLD, "client.js": "better" })).now).toBeUndefined();
});

test("what was begun on the old start stays so while it is edited further", () => {
  open(OLD).edit("server.js", "mine");
  const desk = open(NEW);
  desk.edit("server.js", "mine, and more");
  desk.edit("client.js", "mine too");
  expect(isOtherwise(open(NEW))).toBe(true);
});

test("whoever keeps their own is not asked again, until it changes once more", () => {
  open(OLD).edit("server.js", "mine");
  said(open(NEW)).now?.dismissed?.();
  const desk = open(NEW);
  expect([desk.desk.get().files["server.js"], said(desk).now]).toEqual(["mine", undefined]);
  expect(isOtherwise(open({ ...OLD, "server.js": "best" }))).toBe(true);
});

test("whoever takes the new keeps what they wrote in other files, and can go back", () => {
  const first = open(OLD);
  first.edit("server.js", "mine");
  first.edit("client.js", "mine too");
  const desk = open(NEW);
  const { now, notice } = said(desk);
  now?.undo?.();
  expect(desk.desk.get().files).toEqual({ "server.js": "better", "client.js": "mine too" });
  notice.get()?.undo?.();
  expect(desk.desk.get().files).toEqual({ "server.js": "mine", "client.js": "mine too" });
});

test("an exercise's starter that changes is told of when the exercise is opened", () => {
  const before = open(OLD);
  before.open("one");
  before.edit("server.js", "mine");
  const desk = open(OLD, "easier");
  expect(said(desk).now).toBeUndefined();
  desk.open("one");
  expect(isOtherwise(desk)).toBe(true);
});

test("edits from before this was kept, and what nobody can read, say nothing", () => {
  kept.set("sockets-101:edits:rooms", '{"version":1,"files":{"server.js":"mine"}}');
  expect(said(open(NEW)).now).toBeUndefined();
  for (const text of ["{", "null", '{"server.js":1}']) {
    kept.set("sockets-101:begun:rooms", text);
    expect(said(open(NEW)).now).toBeUndefined();
  }
});

test("when nothing is edited any more, nothing is kept", () => {
  const desk = open(OLD);
  desk.edit("server.js", "mine");
  desk.edit("server.js", "server");
  expect([...kept.keys()]).toEqual([]);
});
