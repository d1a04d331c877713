import { expect, it } from "vitest";
import { createInputWindow, WINDOW } from "./input-window.ts";

const HALF = "x".repeat(WINDOW / 2);

it("hands on at once what a program can take soon, and holds the rest until it has taken some", () => {
  const handed: string[] = [];
  const window = createInputWindow((input) => handed.push(input));
  for (const name of ["a", "b", "c", "d"]) window.give(name + HALF);
  expect(handed.map(([name]) => name)).toEqual(["a", "b"]);
  expect(window.waiting()).toBe(4 * (HALF.length + 1));

  window.taken();
  expect(handed.map(([name]) => name)).toEqual(["a", "b", "c"]);
  window.taken();
  window.taken();
  window.taken();
  expect(handed.map(([name]) => name)).toEqual(["a", "b", "c", "d"]);
  expect(window.waiting()).toBe(0);
});

it("lets nothing small pass what is large and came before", () => {
  const handed: string[] = [];
  const window = createInputWindow((input) => handed.push(input));
  window.give("x".repeat(WINDOW));
  window.give("large".repeat(WINDOW));
  window.give("small");
  expect(handed).toHaveLength(1);
  window.taken();
  expect(handed.map(({ length }) => length)).toEqual([WINDOW, 5 * WINDOW]);
  window.taken();
  expect(handed.at(-1)).toBe("small");
});

it("minds no answer that nobody waits for", () => {
  const window = createInputWindow(() => undefined);
  window.taken();
  window.give("x");
  expect(window.waiting()).toBe(1);
});
