import { expect, test } from "vitest";
import { fromJson, toJson } from "./json-value.ts";

test("binary data goes through JSON and back, wherever it stands", () => {
  const value = {
    a: [new Uint8Array([0, 255]), 1],
    b: new Uint8Array([7, 8, 9]).subarray(1, 2),
    c: null,
  };
  const json = toJson(value);
  expect(json).toEqual({ a: [{ $bytes: "AP8=" }, 1], b: { $bytes: "CA==" }, c: null });
  const back = { a: [new Uint8Array([0, 255]), 1], b: new Uint8Array([8]), c: null };
  expect(fromJson(JSON.parse(JSON.stringify(json)))).toEqual(back);
});

test("only an object with $bytes and nothing else is binary", () => {
  expect(fromJson({ $bytes: "AA==", more: 1 })).toEqual({ $bytes: "AA==", more: 1 });
  expect(fromJson({ $bytes: 1 })).toEqual({ $bytes: 1 });
});

test("what JSON cannot carry is said and never thrown", () => {
  const circle: Record<string, unknown> = { date: new Date(0), big: 1n, not: Number.NaN };
  circle.self = circle;
  circle.gone = undefined;
  circle.call = () => 1;
  const bad = {
    get x() {
      throw new Error("no");
    },
  };
  expect(toJson([circle, bad, undefined])).toEqual([
    { date: "1970-01-01T00:00:00.000Z", big: "1", not: null, self: "[circular]" },
    "[unreadable]",
    null,
  ]);
  let deep: unknown = 1;
  for (let n = 0; n < 100_000; n += 1) deep = [deep];
  expect(JSON.stringify(toJson(deep))).toContain("[deeper]");
});

test("the same object twice is no circle", () => {
  const one = { a: 1 };
  expect(toJson([one, one])).toEqual([one, one]);
});
