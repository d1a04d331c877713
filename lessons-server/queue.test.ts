import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createQueue } from "./queue.ts";

it("gives everything back in the order in which it came, however pushes and shifts are mixed", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer()), { maxLength: 1_000 }), (steps) => {
      const queue = createQueue<number>();
      const plain: number[] = [];
      for (const step of steps) {
        if (step === null) expect(queue.shift()).toBe(plain.shift());
        else {
          queue.push(step);
          plain.push(step);
        }
        expect([queue.first(), queue.size()]).toEqual([plain[0], plain.length]);
      }
    }),
  );
});

it("gives up what was taken, and keeps what was not", () => {
  const queue = createQueue<number>();
  for (let i = 0; i < 1_000; i++) queue.push(i);
  for (let i = 0; i < 900; i++) expect(queue.shift()).toBe(i);
  queue.push(1_000);
  const rest = Array.from({ length: queue.size() }, () => queue.shift());
  expect(rest).toEqual(Array.from({ length: 101 }, (_, i) => 900 + i));
  expect(queue.shift()).toBeUndefined();
});
