import { expect, it } from "vitest";
import { capacityOf, memoryHere } from "./capacity.ts";

const GB = 1_000_000_000;

it("a machine holds as many sandboxes as its memory, within reason", () => {
  expect([1, 4, 8, 16, 24, 256].map((memory) => capacityOf(memory * GB))).toEqual([
    50, 50, 100, 300, 400, 400,
  ]);
  expect(capacityOf(memoryHere())).toBeGreaterThanOrEqual(50);
});
