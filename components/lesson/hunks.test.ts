import { expect, test } from "vitest";
import { seeded } from "#trace/testing/seeded.ts";
import { hunksOf, taken } from "./hunks.ts";

const before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
const after = "a\nB\nc\nd\ne\nf\ng\nh\nI\nj\nk";

test("what is far apart is two places, each with the lines around it", () => {
  const hunks = hunksOf(before, after);
  expect(hunks.map(({ from }) => from)).toEqual([1, 7]);
  expect(hunks.map(({ lines }) => lines.map(({ text }) => text).join(""))).toEqual([
    "abBcd",
    "ghiIjk",
  ]);
});

test("what is near is one place", () => {
  expect(hunksOf("a\nb\nc\nd", "A\nb\nc\nD")).toHaveLength(1);
  expect(hunksOf("a\nb\nc\nd\ne\nf", "A\nb\nc\nd\ne\nF")).toHaveLength(2);
});

test("one place is taken, and the other stays to be taken", () => {
  const [first, last] = hunksOf(before, after);
  if (!first || !last) throw new Error("two places were expected");
  expect(taken(before, last)).toBe("a\nb\nc\nd\ne\nf\ng\nh\nI\nj\nk");
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
