import { describe, expect, it } from "vitest";
import { Seq } from "#trace/event.ts";
import { nearestMark, stepMarks } from "#trace/step-marks.ts";
import type { Step, StepKind } from "#trace/steps.ts";

const stepsOf = (...kinds: readonly StepKind[]): readonly Step[] =>
  kinds.map((kind, i) => ({ seq: Seq.parse(i + 1), at: i, kind, clients: [] }));

describe("the marks of a run's steps", () => {
  it("stand where their steps do, and what nobody looks for has none", () => {
    const marks = stepMarks(stepsOf("came", "other", "sent", "said", "left"), 100);
    expect(marks.map(({ step, at }) => [step.kind, at])).toEqual([
      ["came", 0],
      ["sent", 0.5],
      ["left", 1],
    ]);
    expect(stepMarks([], 100)).toEqual([]);
    expect(stepMarks(stepsOf("fault"), 100)).toMatchObject([{ at: 0 }]);
  });

  it("are no more than there is room for, and a fault is never behind what was sent", () => {
    const kinds = Array.from(
      { length: 10_000 },
      (_, i): StepKind => (i === 6_667 ? "fault" : "sent"),
    );
    const marks = stepMarks(stepsOf(...kinds), 240);
    expect(marks).toHaveLength(241);
    expect(marks.filter(({ step }) => step.kind === "fault")).toMatchObject([
      { step: { seq: 6_668 } },
    ]);
  });

  it("are found near a place, the weightier of two as near, and none where none is near", () => {
    const marks = stepMarks(stepsOf("came", "sent", "fault", "sent", "left"), 100);
    expect(nearestMark(marks, 0.52, 0.05)?.step.kind).toBe("fault");
    expect(nearestMark(marks, 0.375, 0.2)?.step.kind).toBe("fault");
    expect(nearestMark(marks, 0.625, 0.2)?.step.kind).toBe("fault");
    expect(nearestMark(marks, 0.9, 0.05)).toBeUndefined();
    expect(nearestMark([], 0.5, 1)).toBeUndefined();
  });
});
