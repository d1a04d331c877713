import { expect, it } from "vitest";
import { createLatencies, latencyOf, recordMs } from "./latencies.ts";

it("keeps three digits of the rare long ones as of the many short ones", () => {
  const all = createLatencies();
  for (let times = 0; times < 98; times++) recordMs(all, 1.5);
  for (let times = 0; times < 2; times++) recordMs(all, 40_000);
  const { count, p50, p99, max } = latencyOf(all);
  expect(count).toBe(100);
  expect(p50).toBeCloseTo(1.5, 2);
  expect(p99 / 40_000).toBeCloseTo(1, 2);
  expect(max / 40_000).toBeCloseTo(1, 2);
});

it("has no figures where nothing was recorded", () => {
  expect(latencyOf(createLatencies())).toEqual({
    count: 0,
    p50: Number.NaN,
    p99: Number.NaN,
    max: Number.NaN,
  });
});
