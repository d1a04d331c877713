import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchLoop } from "./loop-delay.ts";

let lost = 0;
const clock = (): number => performance.now() + lost;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("knows that the loop was blocked, before and after the next look, for five seconds", () => {
  const late: number[] = [];
  const loop = watchLoop({ clock, onLook: (ms) => late.push(ms) });
  vi.advanceTimersByTime(1_000);
  expect(late).toHaveLength(10);
  expect(loop.blockedMs()).toBe(0);

  lost += 2_000;
  expect(loop.blockedMs()).toBe(1_900);
  vi.advanceTimersByTime(100);
  expect(late.at(-1)).toBe(2_000);
  expect(loop.blockedMs()).toBe(2_000);

  vi.advanceTimersByTime(4_900);
  expect(loop.blockedMs()).toBe(2_000);
  vi.advanceTimersByTime(100);
  expect(loop.blockedMs()).toBe(0);
  loop.stop();
});

it("does not call a short delay a block", () => {
  const loop = watchLoop({ clock });
  lost += 900;
  vi.advanceTimersByTime(100);
  expect(loop.blockedMs()).toBe(0);
  loop.stop();
});
