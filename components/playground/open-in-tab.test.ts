import { afterEach, expect, test, vi } from "vitest";
import { openInTab } from "./open-in-tab.ts";
import { createStore } from "./store.ts";

afterEach(() => vi.unstubAllGlobals());

const both = [{ slug: "one" }, { slug: "two" }];

/** A page as it is loaded in this tab. */
function load({ slug = "rooms", exercises = both, hasSandbox = true } = {}) {
  const store = createStore<{ exercise: string | undefined }>({ exercise: undefined });
  const ranFor = createStore<string | undefined>(undefined);
  const open = (exercise: string | undefined) => {
    store.set({ exercise });
    return false;
  };
  const desk = { desk: store as never, open };
  const stop = openInTab({ slug, exercises, desk, ranFor, hasSandbox });
  return { open, ranFor, stop, now: () => [store.get().exercise, ranFor.get()] };
}

test("the exercise that was open and the one that ran are there again, as long as there are any", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  const first = load();
  expect(first.now()).toEqual([undefined, undefined]);
  first.open("two");
  expect(load().now()).toEqual(["two", undefined]);
  first.ranFor.set("one");
  expect(load().now()).toEqual(["two", "one"]);
  expect(load({ hasSandbox: false }).now()).toEqual(["two", undefined]);
  first.ranFor.set("one");
  first.open("two");
  expect(load({ exercises: [{ slug: "one" }] }).now()).toEqual([undefined, "one"]);
  expect(load({ slug: "another" }).now()).toEqual([undefined, undefined]);
  first.stop();
  first.open(undefined);
  expect(load().now()).toEqual(["two", "one"]);
});

test("a browser that keeps nothing begins with the lesson", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  const page = load();
  expect(page.now()).toEqual([undefined, undefined]);
  expect(() => page.open("one")).not.toThrow();
});
