import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDelayLine, type DelayLine, type Pace } from "./delay-line.ts";

const CLEAR: Pace = {
  isHeld: false,
  latency: 0,
  jitter: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  slice: Number.POSITIVE_INFINITY,
};
let pace: Pace;
let random: number[];
let arrived: string[];
let line: DelayLine;

beforeEach(() => {
  vi.useFakeTimers();
  [pace, random, arrived] = [CLEAR, [], []];
  const clock = (): number => performance.now();
  line = createDelayLine({ pace: () => pace, clock, random: () => random.shift() ?? 0.5 });
});
afterEach(() => void vi.useRealTimers());
const put = (name: string, bytes = name.length): void => line.put(bytes, () => arrived.push(name));
const putBytes = (text: string): void =>
  line.putBytes(Buffer.from(text), (piece) => arrived.push(piece.toString()));
const after = (ms: number): readonly string[] => {
  vi.advanceTimersByTime(ms);
  return arrived;
};

describe("a delay line", () => {
  it("passes everything at once while nothing is wrong", () => {
    put("a");
    expect(arrived).toEqual(["a"]);
  });

  it("delays each by its latency, and by chance as much more or less as it jitters", () => {
    pace = { ...CLEAR, latency: 100, jitter: 50 };
    random = [1, 0];
    put("late");
    vi.advanceTimersByTime(80);
    put("early");
    expect([...after(69)]).toEqual([]);
    expect([...after(1)]).toEqual(["late", "early"]);
  });

  it("takes the time that its bytes need, one after another", () => {
    pace = { ...CLEAR, bytesPerSecond: 1_000 };
    put("a", 100);
    put("b", 100);
    expect(line.bytes()).toBe(200);
    expect([...after(100)]).toEqual(["a"]);
    expect([...after(99)]).toEqual(["a"]);
    expect([...after(1)]).toEqual(["a", "b"]);
    expect(line.isEmpty()).toBe(true);
  });

  it("passes slices one by one, and what is left as one when it is to flush", () => {
    pace = { ...CLEAR, slice: 1 };
    putBytes("abcde");
    expect(arrived).toEqual(["a"]);
    expect([...after(1)]).toEqual(["a", "b"]);
    expect([...after(1)]).toEqual(["a", "b", "c"]);
    expect(line.bytes()).toBe(2);
    line.flush();
    expect(arrived).toEqual(["a", "b", "c", "de"]);
    expect([line.bytes(), line.isEmpty()]).toEqual([0, true]);
  });

  it("passes each slice when its own bytes have come", () => {
    pace = { ...CLEAR, bytesPerSecond: 100, slice: 2 };
    putBytes("abcd");
    expect([...after(19)]).toEqual([]);
    expect([...after(1)]).toEqual(["ab"]);
    expect([...after(19)]).toEqual(["ab"]);
    expect([...after(1)]).toEqual(["ab", "cd"]);
  });

  it("waits for more than a timer can, without looking all the time", () => {
    pace = { ...CLEAR, bytesPerSecond: 1 };
    const begun = performance.now();
    put("a", 10_000_000);
    vi.advanceTimersToNextTimer();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(2 ** 31 - 1);
    expect(arrived).toEqual([]);
    line.hurry();
    expect(arrived).toEqual(["a"]);
  });

  it("keeps one timer when what passes puts something on", () => {
    pace = { ...CLEAR, slice: 1 };
    line.put(0, () => putBytes("ab"));
    after(0);
    expect(vi.getTimerCount()).toBe(1);
    expect([...after(1)]).toEqual(["a", "b"]);
  });

  it("holds everything while it is held, and lets it pass in order when it no longer is", () => {
    pace = { ...CLEAR, isHeld: true };
    put("a");
    put("b");
    expect([...after(60_000)]).toEqual([]);
    pace = CLEAR;
    line.hurry();
    expect(arrived).toEqual(["a", "b"]);
  });

  it("loses what it is to drop, and passes all that it is to flush", () => {
    pace = { ...CLEAR, latency: 100 };
    put("a");
    line.drop();
    put("b");
    line.flush();
    expect([...after(200)]).toEqual(["b"]);
  });
});
