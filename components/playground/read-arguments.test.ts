import { expect, test } from "vitest";
import { readArguments } from "./read-arguments.ts";

test("values with commas between them are the arguments, and nothing is none", () => {
  expect(readArguments('"hi", {"to":"Bob"}')).toEqual({ ok: true, args: ["hi", { to: "Bob" }] });
  expect(readArguments("  ")).toEqual({ ok: true, args: [] });
});

test("a bare word is told that it needs quotes", () => {
  expect(readArguments("hi there")).toEqual({
    ok: false,
    problem: 'A text needs quotes: "hi there"',
  });
});

test("what closes the list is no way out of it", () => {
  expect(readArguments("1], [2").ok).toBe(false);
});
