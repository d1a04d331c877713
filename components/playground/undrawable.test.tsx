// React is not asked here: what it calls is called, in its order.
import { expect, test, vi } from "vitest";
import type { OtherRun } from "./other-run.ts";
import { createStore } from "./store.ts";
import { Undrawable } from "./undrawable.tsx";

function drawn(is: OtherRun["is"] | undefined) {
  const nothing = { get: () => [], subscribe: () => () => {} };
  const other = createStore<OtherRun | undefined>(
    is && { is, words: "", clients: [], trace: nothing },
  );
  const say = vi.fn<(text: string) => void>();
  const lesson = { other, leaveOther: () => other.set(undefined), say };
  const around = new Undrawable({ lesson, children: "the lesson" });
  around.setState = (next) => void Object.assign(around, { state: next });
  const fail = () => {
    around.state = Undrawable.getDerivedStateFromError(new Error("no such view"));
    return around.render();
  };
  return { around, other, say, fail };
}

test.each(["shared", "opened"] as const)("a run that was %s is left, and that is said", (is) => {
  const { around, other, say, fail } = drawn(is);
  expect(around.render()).toBe("the lesson");
  expect(fail()).toBeNull();
  around.componentDidCatch();
  expect(other.get()).toBeUndefined();
  expect(say).toHaveBeenCalledWith("This recorded run cannot be drawn here; your own is back.");
  expect(around.render()).toBe("the lesson");
  expect(fail).toThrow("no such view");
});

test.each([undefined, "check"] as const)("what our own run throws goes on (%s)", (is) => {
  const { fail, say } = drawn(is);
  expect(fail).toThrow("no such view");
  expect(say).not.toHaveBeenCalled();
});
