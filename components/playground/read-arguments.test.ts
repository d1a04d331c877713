import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readArguments } from "./read-arguments.ts";

const problemOf = (text: string) => {
  const read = readArguments(text);
  if (read.ok) throw new Error(`${text} could be read`);
  return [read.at, read.problem];
};

test("values with commas between them are the arguments, and nothing is none", () => {
  expect(readArguments('"hi", {"to":"Bob"}')).toEqual({ ok: true, args: ["hi", { to: "Bob" }] });
  expect(readArguments("  ")).toEqual({ ok: true, args: [] });
});

test("bytes are written as Node prints them", () => {
  expect(readArguments('"photo", <01 ff7A>, [<>]')).toEqual({
    ok: true,
    args: ["photo", { $bytes: "Af96" }, [{ $bytes: "" }]],
  });
  expect(readArguments('"<01>"')).toEqual({ ok: true, args: ["<01>"] });
});

test.each([
  ["hi there", 0, 'A text needs quotes: "hi there"'],
  ['"hi", hello', 6, 'A text needs quotes: "hello"'],
  ["'hi'", 0, 'JSON has only these quotes: "…"'],
  ['"hi', 0, 'This text has no end: close it with "'],
  ['"a\\q"', 2, 'After a \\ comes n, t, " or another \\; write \\\\ for one.'],
  ['"hi",', 5, "A value is missing here."],
  ['"hi" 3', 5, "A comma is missing before this."],
  ['{ to: "Bob" }', 2, 'A name needs quotes: "to"'],
  ['{ "to" "Bob" }', 7, 'A colon is missing after "to".'],
  ["[1, 2", 5, "The [ is not closed: write ]"],
  ['{"a": 1', 7, "The { is not closed: write }"],
  ["1], [2", 1, "Nothing was opened that this ] could close."],
  ["<0 1>", 0, "Bytes are pairs of hex digits between < and >, as in <01 ff>"],
  ["3px", 0, 'A text needs quotes: "3px"'],
])("what is wrong with %s is told at its place", (text, at, problem) => {
  expect(problemOf(text)).toEqual([at, problem]);
});

test("whatever is JSON is read as JSON reads it", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 5 })), fc.boolean(), (values, isWide) => {
      const text = JSON.stringify(values, null, isWide ? 2 : 0).slice(1, -1);
      const args = JSON.parse(`[${text}]`) as unknown[];
      expect(readArguments(text)).toEqual({ ok: true, args });
    }),
    { numRuns: 200 },
  );
});

const SIGNS = ["[", "]", "{", "}", ",", ":", '"', "'", "\\", " ", "-", ".", "e", "1", "0", "u"];

test("whatever is not JSON is refused, and nothing else, as long as there is no < in it", () => {
  const piece = fc.constantFrom(...SIGNS, "true", "null", '"a"', "\n", "é", "\u007f", "\ud83d");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      // A list that the text closes and opens again is JSON only because of our own brackets.
      fc.pre(!/\].*\[/s.test(text));
      const read = readArguments(text);
      expect(read.ok).toBe(isJson(`[${text}]`));
      expect(read.ok ? 0 : read.at).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1_000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
