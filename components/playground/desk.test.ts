import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDesk } from "./desk.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const exercises = [{ slug: "one", starter: { "server.js": "exercise" } }];
const files = { "server.js": "server", "client.js": "client" };
const open = () => createDesk({ slug: "rooms", files, exercises, onNotKept: () => {} });

test("a start that its author changes comes to the desk; what the learner wrote stays", () => {
  const desk = open();
  desk.edit("client.js", "mine");
  desk.renew({ files: { "server.js": "better", "client.js": "other" }, exercises });
  expect(desk.desk.get()).toMatchObject({
    start: { "server.js": "better", "client.js": "other" },
    files: { "server.js": "better", "client.js": "mine" },
  });
  desk.reset();
  expect(desk.desk.get().files).toEqual({ "server.js": "better", "client.js": "other" });
});

test("a file that the author takes away is gone, and one that comes is there", () => {
  const desk = open();
  desk.edit("client.js", "mine");
  desk.renew({ files: { "server.js": "server", "rooms.js": "new" }, exercises });
  expect(desk.desk.get().files).toEqual({ "server.js": "server", "rooms.js": "new" });
});

test("an open exercise stays open, on its new starter", () => {
  const desk = open();
  desk.open("one");
  desk.renew({ files, exercises: [{ slug: "one", starter: { "server.js": "easier" } }] });
  expect(desk.desk.get()).toMatchObject({
    exercise: "one",
    files: { "server.js": "easier", "client.js": "client" },
  });
  desk.open(undefined);
  expect(desk.desk.get().files).toEqual(files);
});
