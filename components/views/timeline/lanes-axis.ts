// What stands on the axis of the lanes: when it was, and how long nothing happened. Pure.
import type { LanesLayout } from "./lanes-layout.ts";
import type { Sight } from "./lanes-picture.ts";

/** `x` in pixels; a tear is the middle of a place where time passed. */
export type Tick = Readonly<{ x: number; text: string; isTear: boolean }>;

/** From one label to the next, in pixels, and what a label needs, a tear's among them. */
const APART = 96;
const LABEL = 58;
const TEAR_LABEL = 34;

export function ticksOf(
  layout: LanesLayout,
  step: number,
  { from, to }: Pick<Sight, "from" | "to">,
): readonly Tick[] {
  const tears = layout.tears
    .map(({ x, ms }) => ({ x: x * step, text: `+${secondsOf(ms, 1)}`, isTear: true }))
    .filter(({ x }) => x >= from && x <= to)
    .filter(({ x }, i, all) => i === 0 || x - (all[i - 1]?.x ?? 0) >= TEAR_LABEL);
  const ticks: Tick[] = [...tears];
  let last = -1;
  let said: Tick | undefined;
  for (let at = from; at < to; at += APART) {
    const column = layout.columnBefore(at / step);
    const mark = layout.columns[column];
    if (mark === undefined || column === last) continue;
    last = column;
    const x = (layout.xs[column] ?? 0) * step;
    if (tears.some((tear) => tear.x > x - TEAR_LABEL && tear.x < x + 2 * TEAR_LABEL)) continue;
    const text = secondsOf(mark.at, 2);
    if (said !== undefined && (x - said.x < LABEL || text === said.text)) continue;
    said = { x, text, isTear: false };
    ticks.push(said);
  }
  return ticks;
}

const secondsOf = (ms: number, digits: number): string => `${(ms / 1_000).toFixed(digits)} s`;
