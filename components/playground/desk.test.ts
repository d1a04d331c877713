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

test("what the learner wrote is kept while another's code is on the desk, whatever is done with that", () => {
  const desk = open();
  desk.edit("server.js", "mine");
  desk.take({ "server.js": "theirs" });
  desk.edit("server.js", "theirs, and more");
  desk.take({ "server.js": "another's" });
  expect(desk.desk.get().former).toMatchObject({ before: "take", files: { "server.js": "mine" } });
  desk.bringBack();
  expect(desk.desk.get()).toMatchObject({ files: { "server.js": "mine" }, former: undefined });
});

test("put back, it is kept no more", () => {
  const desk = open();
  desk.edit("server.js", "mine");
  const own = desk.take({ "server.js": "theirs" });
  expect(desk.putBack(own)["server.js"]).toBe("theirs");
  expect(desk.desk.get()).toMatchObject({ files: { "server.js": "mine" }, former: undefined });
});

test("taking another's code where nothing is written takes no way back away", () => {
  const desk = open();
  desk.take({ "server.js": "theirs" });
  expect(desk.desk.get().former).toBeUndefined();
  desk.reset();
  desk.edit("server.js", "mine");
  desk.reset();
  const start = desk.take({ "server.js": "theirs" });
  desk.putBack(start);
  desk.bringBack();
  expect(desk.desk.get().files["server.js"]).toBe("mine");
});
