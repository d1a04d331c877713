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
