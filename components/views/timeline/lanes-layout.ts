// Where everything of the lanes stands, before zooming: one step to the right for each event that is shown, and the axis
// torn where time passed. Pure; worked out once for each change of the trace or the filter.
import type { Lane, LaneMark, Lanes } from "#trace/lane.ts";
import type { Seq } from "#trace/event.ts";

/** A pause of so many milliseconds or more tears the axis, which then is this much wider (in steps). */
const PAUSE_MS = 250;
const TEAR = 1.8;
const MARGIN = 1;

/** `x` is the middle of the torn place. */
export type Tear = Readonly<{ x: number; ms: number }>;

/** All `x` and `width` in steps; `y` in lanes. */
export type LanesLayout = Readonly<{
  lanes: readonly Lane[];
  columns: readonly LaneMark[];
  xs: readonly number[];
  tears: readonly Tear[];
  width: number;
  yOf(lane: string): number | undefined;
  /** The column of an event that is shown; undefined of one that is not. */
  columnOf(seq: Seq): number | undefined;
  /** The last column at or before an event; -1 before all of them. */
  columnAt(seq: Seq): number;
  /** Where an event stands; one that is not shown stands with the last that is before it. */
  xAt(seq: Seq): number;
  /** The last column that begins at or before a place; -1 before all of them. */
  columnBefore(x: number): number;
}>;

/** `shown` are the marks that the filter has left; `isWanted` leaves out lanes. */
export function layoutOf(
  { lanes: all }: Pick<Lanes, "lanes">,
  shown: readonly LaneMark[],
  isWanted: (lane: Lane) => boolean,
): LanesLayout {
  const lanes = all.filter(isWanted);
  const ys = new Map(lanes.map(({ key }, y) => [key, y]));
  const columns = shown.filter(({ lane }) => ys.has(lane));
  const tears: Tear[] = [];
  const xs: number[] = [];
  let x = MARGIN;
  let before = columns[0]?.at ?? 0;
  for (const { at } of columns) {
    if (at - before >= PAUSE_MS) {
      tears.push({ x: x + TEAR / 2 - 0.5, ms: at - before });
      x += TEAR;
    }
    xs.push(x);
    x += 1;
    before = at;
  }
  const columnAt = (seq: Seq): number => lastWhere(columns, (one) => one.seq <= seq);
  return {
    lanes,
    columns,
    xs,
    tears,
    width: x + MARGIN,
    yOf: (lane) => ys.get(lane),
    columnAt,
    columnOf(seq) {
      const column = columnAt(seq);
      return columns[column]?.seq === seq ? column : undefined;
    },
    xAt: (seq) => xs[columnAt(seq)] ?? MARGIN / 2,
    columnBefore: (place) => lastWhere(xs, (one) => one - 0.5 <= place),
  };
}

/** The last of a list in order for which it holds, as it does for all before it; -1 if for none. */
function lastWhere<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

type Pressed = Readonly<{ x: number; lane: number; step: number; reach: number }>;

/** The column of the mark in a lane that is nearest to a place in pixels, if one is within reach. */
export function nearest(
  { lanes, columns, xs, columnBefore }: LanesLayout,
  { x, lane, step, reach }: Pressed,
): number | undefined {
  const key = lanes[lane]?.key;
  const last = columnBefore((x + reach) / step + 0.5);
  let found: number | undefined;
  const away = (column: number): number => Math.abs((xs[column] ?? 0) * step - x);
  for (let column = last; column >= 0 && (xs[column] ?? 0) * step >= x - reach; column--)
    if (columns[column]?.lane === key && away(column) <= reach)
      if (found === undefined || away(column) < away(found)) found = column;
  return found;
}

/** Where arrows of the keyboard lead from a column: along its lane, to the nearest in the next lane that has any. */
export function stepFrom(
  { lanes, columns, xs, yOf }: LanesLayout,
  from: number,
  key: string,
): number | undefined {
  const here = columns[from];
  if (here === undefined) return undefined;
  const isHere = ({ lane }: LaneMark): boolean => lane === here.lane;
  const orStay = (column: number): number => (column < 0 ? from : column);
  switch (key) {
    case "ArrowRight":
      return orStay(columns.findIndex((one, i) => i > from && isHere(one)));
    case "ArrowLeft":
      return orStay(columns.findLastIndex((one, i) => i < from && isHere(one)));
    case "Home":
      return orStay(columns.findIndex(isHere));
    case "End":
      return orStay(columns.findLastIndex(isHere));
    case "ArrowUp":
    case "ArrowDown": {
      const by = key === "ArrowUp" ? -1 : 1;
      for (let y = (yOf(here.lane) ?? 0) + by; y >= 0 && y < lanes.length; y += by) {
        let nearest = -1;
        const away = (column: number): number => Math.abs((xs[column] ?? 0) - (xs[from] ?? 0));
        columns.forEach(({ lane }, i) => {
          if (lane === lanes[y]?.key && (nearest < 0 || away(i) < away(nearest))) nearest = i;
        });
        if (nearest >= 0) return nearest;
      }
      return from;
    }
    default:
      return undefined;
  }
}
