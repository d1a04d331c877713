import { expect, it } from "vitest";
import { createWaitingLine, type Waiting } from "./waiting-line.ts";

it("serves those who wait in order, and tells each its place whenever it changes", async () => {
  const line = createWaitingLine(3);
  const places = new Map<string, number[]>();
  const join = (name: string): Waiting | undefined =>
    line.join((place) => places.set(name, [...(places.get(name) ?? []), place]));
  const [a, b, c] = [join("a"), join("b"), join("c")];
  expect(join("d")).toBeUndefined();

  b?.leave();
  expect(await b?.turn).toBe(false);
  line.admit();
  expect(await a?.turn).toBe(true);
  a?.leave();
  expect(line.depth()).toBe(1);
  line.admit();
  line.admit();
  expect(await c?.turn).toBe(true);
  expect(Object.fromEntries(places)).toEqual({ a: [1], b: [2], c: [3, 2, 1] });
});
