// Which steps of a run are marked where there is less room than steps: the weightiest of those that fall together.
import type { Step, StepKind } from "#trace/steps.ts";

export type StepMark = Readonly<{
  step: Step;
  /** From 0, the first step, to 1, the last. */
  at: number;
}>;

/** The weightiest first. What is not here has no mark. */
const MARKED: readonly StepKind[] = ["fault", "left", "came", "room", "act", "sent"];

/** One mark for each of `columns` at most, from left to right. */
export function stepMarks(steps: readonly Step[], columns: number): readonly StepMark[] {
  const last = Math.max(steps.length - 1, 1);
  const found = new Map<number, StepMark>();
  for (const [i, step] of steps.entries()) {
    const weight = MARKED.indexOf(step.kind);
    if (weight < 0) continue;
    const column = Math.round((i / last) * columns);
    const other = found.get(column);
    if (other === undefined || weight < MARKED.indexOf(other.step.kind))
      found.set(column, { step, at: i / last });
  }
  return [...found.values()];
}

/** The mark nearest to a place from 0 to 1, no further away than `within`; of two as near, the weightier. */
export function nearestMark(
  marks: readonly StepMark[],
  place: number,
  within: number,
): StepMark | undefined {
  let nearest: StepMark | undefined;
  let distance = within;
  for (const mark of marks) {
    const its = Math.abs(mark.at - place);
    const isNearer = its < distance;
    const isAsNear = its <= distance && (!nearest || weightOf(mark) < weightOf(nearest));
    if (isNearer || isAsNear) [nearest, distance] = [mark, its];
  }
  return nearest;
}

const weightOf = ({ step }: StepMark): number => MARKED.indexOf(step.kind);
