import { describe, expect, it } from "vitest";
import { onSchedule } from "./schedule.ts";

describe("a schedule", () => {
  it("sends what fell due during a stall at once, each with the time when it was due", async () => {
    let now = 1_000;
    const waits: number[] = [];
    const wait = (ms: number) => {
      waits.push(ms);
      now += waits.length === 1 ? 35 : ms;
      return Promise.resolve();
    };
    const sent: (readonly [number: number, due: number, at: number])[] = [];
    await onSchedule({ perSecond: 100, count: 6 }, (number, due) => sent.push([number, due, now]), {
      now: () => now,
      wait,
    });
    expect(sent).toEqual([
      [0, 1_000, 1_000],
      [1, 1_010, 1_035],
      [2, 1_020, 1_035],
      [3, 1_030, 1_035],
      [4, 1_040, 1_040],
      [5, 1_050, 1_050],
    ]);
    expect(waits).toEqual([10, 5, 10]);
  });
});
