import { expect, test } from "vitest";
import type { Seq, TraceEvent } from "#trace/event.ts";
import { moments, placeOf, shownAt, stepped } from "./playhead.ts";

const at = (seq: number, kind: "log" | "turn"): TraceEvent =>
  kind === "log"
    ? {
        kind,
        from: { side: "server" },
        level: "log",
        text: "",
        seq: seq as Seq,
        at: seq,
      }
    : ({ kind, turn: 0, trigger: { by: "load" }, ms: 1, fuel: 1, seq, at: seq } as TraceEvent);

const trace = [at(0, "log"), at(1, "turn"), at(2, "log"), at(3, "turn"), at(4, "log")];
const steps = moments(trace);
const seq = (n: number) => n as Seq;

test("the playhead shows every event up to it, and live shows all", () => {
  expect(shownAt(trace, seq(2))).toHaveLength(3);
  expect(shownAt(trace, "live")).toBe(trace);
});

test("a step goes from moment to moment, over what draws nothing", () => {
  expect(steps.map((step) => step.seq)).toEqual([0, 2, 4]);
  expect(stepped(steps, seq(4), -1)).toBe(2);
  expect(stepped(steps, seq(0), 1)).toBe(2);
});

test("a step back from live stands at the last moment but one; a step past the last is live", () => {
  expect(stepped(steps, "live", -1)).toBe(2);
  expect(stepped(steps, seq(4), 1)).toBe("live");
});

test("a step back from the first stays there, and an empty trace stays live", () => {
  expect(stepped(steps, seq(0), -1)).toBe(0);
  expect(stepped([], "live", -1)).toBe("live");
});

test("a playhead between two moments counts those before it", () => {
  expect(placeOf(steps, seq(3))).toBe(2);
});
