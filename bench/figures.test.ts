import { describe, expect, it } from "vitest";
import { quantile, ratios, show, showSpread } from "./figures.ts";

describe("figures", () => {
  it("gives a value that was measured, not one between two", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.99)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("compares what was measured in the same round", () => {
    expect(ratios([2, 9, 5], [4, 3])).toEqual([0.5, 3]);
  });

  it("shows three digits, and a dash for what was not measured", () => {
    expect([0.1234, 12.34, 123.4, 12_345.6, undefined, Number.NaN].map(show)).toEqual([
      "0.12",
      "12.3",
      "123",
      "12,346",
      "–",
      "–",
    ]);
    expect(showSpread([1, 2, 3])).toBe("2.00 (1.00..3.00)");
  });
});
