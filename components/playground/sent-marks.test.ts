import { expect, it } from "vitest";
import type { Seq } from "#trace/event.ts";
import { linesNow, marksOf, nextOf, placesNow } from "./sent-marks.ts";

const RAN = "one\ntwo\nthree\nfour";
const seq = (...all: number[]): Seq[] => all as Seq[];
const doings = [2, 4].map((line) => ({
  file: "server.js",
  line,
  seqs: seq(line * 10),
  words: `sent ${line}`,
}));
const linesOf = (now: string): number[] =>
  marksOf(doings, { file: "server.js", ran: RAN, now }).map(({ line }) => line);

it("stay with the line they belong to, and go when it is changed", () => {
  expect(linesOf(RAN)).toEqual([2, 4]);
  expect(linesOf(`new\n${RAN}`)).toEqual([3, 5]);
  expect(linesOf("one\ntwo!\nthree\nfour")).toEqual([4]);
  expect(linesOf("")).toEqual([]);
  expect(marksOf(doings, { file: "other.js", ran: RAN, now: RAN })).toEqual([]);
});

it("say of which line they are, as it is numbered now, and how often it sent", () => {
  const [mark] = marksOf(doings, { file: "server.js", ran: RAN, now: `new\n${RAN}` });
  expect(mark).toEqual({ line: 3, seqs: [20], count: "1", words: "Line 3 sent 2" });
});

it("take other lines along in the same way", () => {
  const texts = { file: "server.js", ran: RAN, now: "two\nfour" };
  const lines = [1, 2, 4].map((line) => ({ file: "server.js", line }));
  expect(placesNow(lines, texts)).toEqual([1, 2]);
  expect(linesNow(RAN, RAN)(3)).toBe(3);
});

it("show what was sent last, and then one after the other before it", () => {
  const seqs = seq(3, 7, 9);
  expect(nextOf(seqs, undefined)).toBe(9);
  expect(nextOf(seqs, seq(9)[0])).toBe(7);
  expect(nextOf(seqs, seq(3)[0])).toBe(9);
  expect(nextOf([], undefined)).toBeUndefined();
});
