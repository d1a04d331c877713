import { expect, test } from "vitest";
import { lineDiff } from "./line-diff.ts";

const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ is, text }) => `${{ same: " ", out: "-", in: "+" }[is]}${text}`);

test("a changed line goes out before the new one comes in, and the rest stays", () => {
  expect(shown("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
});

test("lines at the end are added and taken away", () => {
  expect(shown("a", "a\nb")).toEqual([" a", "+b"]);
  expect(shown("a\nb", "a")).toEqual([" a", "-b"]);
});

test("equal texts have no difference", () => {
  expect(shown("a\nb", "a\nb")).toEqual([" a", " b"]);
});

test("what stands twice is kept once, however it is cut", () => {
  expect(shown("a\nb\na", "a\nb\na\nb\na")).toEqual([" a", " b", " a", "+b", "+a"]);
  expect(shown("a\na", "a")).toEqual([" a", "-a"]);
});

test("of two texts without an end, what is between the common lines is another text", () => {
  const empty = "\n".repeat(65_534);
  const lines = lineDiff(`a${empty}x\nz`, `a\nb${empty}z`);
  expect(lines[0]).toEqual({ is: "same", text: "a" });
  expect(lines.at(-1)).toEqual({ is: "same", text: "z" });
  expect(lines.filter(({ is }) => is === "out").length).toBeGreaterThan(65_000);
});
