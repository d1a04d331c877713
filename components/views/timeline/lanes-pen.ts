// The shapes of the lanes as SVG paths. Each kind of mark has a shape of its own, so that no colour has to be seen.
import type { LaneShape } from "#trace/lane.ts";

/** `size` is 1 where there is room. */
export type Pen = Readonly<{ x: number; y: number; size: number }>;
type Point = Readonly<{ x: number; y: number }>;

const n = (value: number): string => String(Math.round(value * 10) / 10);
const circle = ({ x, y }: Point, r: number): string =>
  `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`;
const box = ({ x, y }: Point, half: number, high = half): string =>
  `M${n(x - half)} ${n(y - high)}h${n(2 * half)}v${n(2 * high)}h${n(-2 * half)}z`;
const polygon = (...points: readonly Point[]): string =>
  `M${points.map(({ x, y }) => `${n(x)} ${n(y)}`).join("L")}z`;
const triangle = ({ x, y }: Point, r: number, up: 1 | -1): string =>
  polygon(
    { x, y: y - r * up },
    { x: x + r, y: y + r * 0.8 * up },
    { x: x - r, y: y + r * 0.8 * up },
  );

/** The path of a mark, and whether it is filled or drawn by its edge. */
export function markPath(
  shape: LaneShape,
  pen: Pen,
): Readonly<{ look: "filled" | "hollow" | "faults"; path: string }> {
  const { x, y, size: s } = pen;
  switch (shape) {
    case "sent":
      return { look: "filled", path: circle(pen, 5 * s) };
    case "received":
      return { look: "filled", path: box(pen, 4.5 * s) };
    case "unheard":
      return { look: "hollow", path: box(pen, 4.2 * s) };
    case "work":
      return { look: "filled", path: box({ x: x + s, y }, s, 7 * s) };
    case "act": {
      const r = 5.5 * s;
      return {
        look: "hollow",
        path: polygon({ x, y: y - r }, { x: x + r, y }, { x, y: y + r }, { x: x - r, y }),
      };
    }
    case "joined":
      return { look: "filled", path: triangle(pen, 5.5 * s, 1) };
    case "left-room":
      return { look: "hollow", path: triangle(pen, 5 * s, -1) };
    case "came":
      return { look: "filled", path: box(pen, 1.5 * s, 10 * s) };
    case "went": {
      const r = 4.5 * s;
      return {
        look: "hollow",
        path: `M${n(x - r)} ${n(y - r)}l${n(2 * r)} ${n(2 * r)}M${n(x + r)} ${n(y - r)}l${n(-2 * r)} ${n(2 * r)}`,
      };
    }
    case "said":
      return { look: "hollow", path: circle(pen, 4 * s) };
    case "fault":
      return { look: "faults", path: triangle(pen, 7 * s, 1) };
    case "other":
      return { look: "filled", path: circle(pen, 2 * s) };
    default:
      return shape satisfies never;
  }
}

const LONGEST = 72;

/** A bar of a length, to the right of where it begins; one that is too long is cut, and says so by its torn end. */
export function barPath({ x, y, size }: Pen, length: number): string {
  const width = Math.min(Math.max(length, 2), LONGEST) * (size < 1 ? size * 0.5 : 1);
  const high = 7 * size;
  const torn =
    length > LONGEST ? `l3 ${n(high / 3)}l-4 ${n(high / 3)}l3 ${n(high / 3)}` : `v${n(high)}`;
  return `M${n(x)} ${n(y)}h${n(width)}${torn}H${n(x)}z`;
}

type Ending = Readonly<{ size: number; isCut: boolean }>;

/** A line with a head; one that was cut off ends in a bar across it. */
export function arrowPath(from: Point, to: Point, { size, isCut }: Ending): string {
  const along = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / along, (to.y - from.y) / along];
  const back = isCut ? 0 : 6 * size;
  const tip = { x: to.x - dx * back, y: to.y - dy * back };
  const line = `M${n(from.x)} ${n(from.y)}L${n(tip.x)} ${n(tip.y)}`;
  const r = 4.5 * size;
  if (isCut) return `${line}M${n(tip.x - r)} ${n(tip.y)}h${n(2 * r)}`;
  if (size < 0.6) return line;
  const side = (by: 1 | -1): string =>
    `M${n(tip.x)} ${n(tip.y)}L${n(tip.x - dx * r - dy * r * 0.6 * by)} ${n(tip.y - dy * r + dx * r * 0.6 * by)}`;
  return line + side(1) + side(-1);
}
