import { expect, test } from "vitest";
import { recentEmits, withRecent, type Written } from "./recent-emits.ts";

function storageOf(kept: Record<string, string> = {}) {
  const storage = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => void (kept[key] = text),
  };
  return () => storage;
}
const say = (args: string): Written => ({ nsp: "/", event: "say", args });

test("the last eight are kept, newest first, each once, for each client and lesson", () => {
  const storage = storageOf();
  const place = { storage, lesson: "/learn/rooms", who: "Alice" };
  let recent: readonly Written[] = [];
  for (const args of ["0", "1", "2", "3", "4", "5", "6", "7", "8", "5"])
    recent = withRecent(place, recent, say(args));
  expect(recent.map(({ args }) => args).join("")).toBe("58764321");
  expect(recentEmits(place)).toEqual(recent);
  expect(recentEmits({ ...place, who: "Bob" })).toEqual([]);
  expect(recentEmits({ ...place, lesson: "/learn/acks" })).toEqual([]);
});

test("one that asks for an acknowledgement is another", () => {
  const place = { storage: storageOf(), lesson: "", who: "Alice" };
  const asking = { ...say("1"), ack: 500 };
  expect(withRecent(place, [say("1")], asking)).toEqual([asking, say("1")]);
});

test("what the browser holds of somebody else's is nothing, and a full browser is no reason to fail", () => {
  for (const kept of ["", "{}", "[1, null]", '[{"nsp":"/","event":3,"args":""}]', "[{}]"])
    expect(
      recentEmits({
        storage: storageOf({ "sockets-101:emits::Alice": kept }),
        lesson: "",
        who: "Alice",
      }),
    ).toEqual([]);
  const closed = () => {
    throw new Error("this browser keeps nothing");
  };
  const place = { storage: closed, lesson: "", who: "Alice" };
  expect(recentEmits(place)).toEqual([]);
  expect(withRecent(place, [], say("1"))).toEqual([say("1")]);
});
