import { expect, test } from "vitest";
import { seeded } from "#trace/testing/seeded.ts";
import { hunksOf, taken } from "./hunks.ts";

const before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
const after = "a\nB\nc\nd\ne\nf\ng\nh\nI\nj";

test("what is far apart is two places, each with the lines around it", () => {
  const hunks = hunksOf(before, after);
  expect(hunks.map(({ from }) => from)).toEqual([1, 7]);
  expect(hunks.map(({ lines }) => lines.map(({ text }) => text).join(""))).toEqual([
    "abBcd",
    "ghiIj",
  ]);
});

test("two changes a line apart are two places, each to be taken alone", () => {
  const [first, last] = hunksOf("a\nb\nc\nd", "A\nb\nc\nD");
  if (!first || !last) throw new Error("two places were expected");
  expect(taken("a\nb\nc\nd", last)).toBe("a\nb\nc\nD");
  expect(hunksOf(taken("a\nb\nc\nd", first), "A\nb\nc\nD")).toHaveLength(1);
});

test("what only a bracket or an empty line divides is one place", () => {
  expect(hunksOf("a\n});\n\nd", "A\n});\n\nD")).toHaveLength(1);
});

test("one place is taken, and the other stays to be taken", () => {
  const [first, last] = hunksOf(before, after);
  if (!first || !last) throw new Error("two places were expected");
  expect(taken(before, last)).toBe("a\nb\nc\nd\ne\nf\ng\nh\nI\nj");
  const half = taken(before, first);
  expect(half).toBe("a\nB\nc\nd\ne\nf\ng\nh\ni\nj");
  expect(hunksOf(half, after)).toHaveLength(1);
});

test("whatever two texts are, taking one place after the other makes the one of the other", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const { below } = seeded(seed);
    const text = () => Array.from({ length: below(30) }, () => "abcd"[below(4)]).join("\n");
    const goal = text();
    let now = text();
    for (let hunk = hunksOf(now, goal)[0]; hunk; hunk = hunksOf(now, goal)[0])
      now = taken(now, hunk);
    expect(now).toBe(goal);
  }
});
