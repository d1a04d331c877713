import { describe, expect, it } from "vitest";
import { createBucket } from "./bucket.ts";

describe("a bucket", () => {
  it("gives what it holds at once, and then what comes in", () => {
    let now = 0;
    const bucket = createBucket({ perSecond: 100, burst: 1_000 }, () => now);
    bucket.take(1_000);
    expect(bucket.left()).toBe(0);
    expect(bucket.wait(1)).toBe(10);
    now = 500;
    expect(bucket.left()).toBe(50);
    expect(bucket.wait(1)).toBe(0);
  });

  it("is owed what was taken beyond that", () => {
    let now = 0;
    const bucket = createBucket({ perSecond: 100, burst: 10 }, () => now);
    bucket.take(110);
    expect(bucket.left()).toBe(-100);
    now = 999;
    expect(bucket.wait(1)).toBeCloseTo(11);
  });

  it("never holds more than fits", () => {
    let now = 0;
    const bucket = createBucket({ perSecond: 100, burst: 10 }, () => now);
    bucket.take(10);
    expect(bucket.isFull()).toBe(false);
    now = 3_600_000;
    expect(bucket.left()).toBe(10);
    expect(bucket.isFull()).toBe(true);
  });
});
