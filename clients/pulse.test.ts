import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchPulse } from "./pulse.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ["one that is silent", 0, 1_000],
  ["one that was told to be silent, when it still is after that", 5_000, 6_000],
])("a worker is lost after a second of silence: %s", (_who, until, lostAt) => {
  let isLost = false;
  watchPulse({
    patience: 1_000,
    ping: () => undefined,
    excused: () => until,
    lost: () => (isLost = true),
  });
  vi.advanceTimersByTime(lostAt - 1);
  expect(isLost).toBe(false);
  vi.advanceTimersByTime(501);
  expect(isLost).toBe(true);
});
