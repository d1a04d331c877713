import { describe, expect, it } from "vitest";
import { atLeast, atMost, printReport } from "./report.ts";

const rowOf = (...claims: ReturnType<typeof atMost>[]) =>
  printReport({
    title: "Speed",
    columns: ["variant", "ms"],
    rows: [{ cells: ["sandbox", "9"], claims }],
    notes: [],
    figures: {},
  }).split("\n")[4];

describe("a report", () => {
  it("says that a budget is met", () => {
    expect(rowOf(atMost("p50", 7, 8))).toBe("sandbox  9   p50 ≤ 8  met");
  });

  it("names the budgets that are missed", () => {
    expect(rowOf(atMost("p50", 9, 8), atLeast("× bare", 1, 0.7))).toBe(
      "sandbox  9   p50 ≤ 8, × bare ≥ 0.7  missed: p50 ≤ 8",
    );
  });

  it("says when a machine does not let it be measured", () => {
    expect(rowOf(atMost("RSS", undefined, 2))).toBe("sandbox  9   RSS ≤ 2  not measured here");
  });
});
