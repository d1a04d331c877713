import { describe, expect, test } from "vitest";
import type { Seq, TraceEvent } from "#trace/event.ts";
import { dwellAt, placeOf, playedOn, shownAt, stepped } from "./playhead.ts";

const seq = (n: number) => n as Seq;
const log = (n: number): TraceEvent => ({
  kind: "log",
  from: { side: "server" },
  level: "log",
  text: "",
  seq: seq(n),
  at: n,
});
/** Steps at these times, with every second `seq`. */
const stepsAt = (...times: readonly number[]) => times.map((at, i) => ({ seq: seq(2 * i), at }));

const trace = [0, 1, 2, 3, 4].map(log);
const steps = [trace[0], trace[2], trace[4]].flatMap((event) => event ?? []);

test("the playhead shows every event up to it, and live shows all", () => {
  expect(shownAt(trace, seq(2))).toHaveLength(3);
  expect(shownAt(trace, "live")).toBe(trace);
});

test("a step goes from step to step, over what draws nothing", () => {
  expect(stepped(steps, seq(4), -1)).toBe(2);
  expect(stepped(steps, seq(0), 1)).toBe(2);
});

test("a step back from live stands at the last step but one; a step past the last is live", () => {
  expect(stepped(steps, "live", -1)).toBe(2);
  expect(stepped(steps, seq(4), 1)).toBe("live");
});

test("a step back from the first stays there, and an empty trace stays live", () => {
  expect(stepped(steps, seq(0), -1)).toBe(0);
  expect(stepped([], "live", -1)).toBe("live");
});

test("a playhead between two steps counts those before it", () => {
  expect(placeOf(steps, seq(3))).toBe(2);
});

describe("a run that is played", () => {
  test("stays long enough at each step to be seen, and does not wait for what is long in coming", () => {
    const few = stepsAt(0, 5, 800, 60_000);
    expect([1, 2, 3, 4].map((place) => dwellAt(few, place))).toEqual([400, 795, 1_200, 400]);
  });

  test("spreads out what came at once", () => {
    const burst = stepsAt(0, 1, 2, 3, 4, 5, 6, 7);
    expect(dwellAt(burst, 1)).toBe(200);
    expect(dwellAt(burst, 8)).toBe(400);
    expect(playedOn(burst, seq(0), 199)).toEqual({ playhead: 0, left: 199 });
    expect(playedOn(burst, seq(0), 200)).toEqual({ playhead: 2, left: 0 });
  });

  test("takes no longer over a crowded stretch than it took", () => {
    const crowded = stepsAt(...Array.from({ length: 2_000 }, (_, i) => i * 10));
    const { playhead } = playedOn(crowded, seq(0), 10_000);
    expect(Number(playhead) / 2).toBeGreaterThan(990);
  });

  test("goes past several steps in one frame, and is live behind the last", () => {
    const crowded = stepsAt(...Array.from({ length: 2_000 }, (_, i) => i));
    expect(Number(playedOn(crowded, seq(0), 16).playhead)).toBeGreaterThan(20);
    expect(playedOn(stepsAt(0, 1), seq(2), 400)).toEqual({ playhead: "live", left: 0 });
  });
});
