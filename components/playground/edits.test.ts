import { expect, test } from "vitest";
import { changed, keepEdits, keptEdits } from "./edits.ts";

const start = { "server.js": "one", "client.js": "two" };

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("only what differs from the start is kept, and comes back", () => {
  const store = storage();
  keepEdits("rooms", changed(start, { "server.js": "mine", "client.js": "two" }), store);
  expect(keptEdits("rooms", start, store)).toEqual({ "server.js": "mine" });
  expect(keptEdits("another", start, store)).toEqual({});
});

test("edits of a file that the lesson no longer has are left out", () => {
  const store = storage();
  keepEdits("rooms", { "gone.js": "mine", constructor: "mine" }, store);
  expect(keptEdits("rooms", start, store)).toEqual({});
});

test("what another version wrote, or nobody, is no edit", () => {
  const store = storage();
  store.setItem("sockets-101:edits:rooms", '{"version":0,"files":{"server.js":"old"}}');
  expect(keptEdits("rooms", start, store)).toEqual({});
  store.setItem("sockets-101:edits:rooms", "{");
  expect(keptEdits("rooms", start, store)).toEqual({});
});

test("a browser that keeps nothing is told apart from one that does", () => {
  const full = storage();
  full.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  expect(keepEdits("rooms", { "server.js": "mine" }, full)).toBe(false);
});
