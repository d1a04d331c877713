// The line around a room: around its members, who stand in one piece or in several that hang together by a bar above
// them, as a comb. It has as many corners for each place in the row, whether the room reaches there or not: so a style
// sheet can turn one line into the next when somebody comes or goes.

export type Piece = Readonly<{ left: number; right: number }>;
/** One place in the row. Of a room that reaches there, how far; at a neighbour's edge it goes on. */
export type Part = Readonly<{ x: number; piece: Piece | undefined }>;
type Heights = Readonly<{ top: number; bar: number; bottom: number }>;
type Point = readonly [x: number, y: number];

const RADIUS = 8;

/** An SVG path. Parts are in order, from the left. */
export function outline(parts: readonly Part[], { top, bar, bottom }: Heights): string {
  const pieces = parts.flatMap(({ piece }) => piece ?? []);
  const left = pieces[0]?.left ?? 0;
  const right = pieces.at(-1)?.right ?? 0;
  if (pieces.length === 0) return "";
  const isInside = (x: number): boolean =>
    pieces.some((piece) => piece.left === x) && pieces.some((piece) => piece.right === x);
  const edge = (x: number): Point => [x, isInside(x) ? bottom : bar];
  const corners = parts.toReversed().flatMap(({ x, piece }): readonly Point[] => {
    const at: Point = [Math.max(left, Math.min(x, right)), bar];
    if (piece === undefined) return [at, at, at, at];
    return [edge(piece.right), [piece.right, bottom], [piece.left, bottom], edge(piece.left)];
  });
  return rounded([[left, top], [right, top], ...corners]);
}

/** A closed line through the points, each corner rounded as far as its sides allow. */
function rounded(points: readonly Point[]): string {
  const steps = points.map((point, i) => {
    const before = points.at(i - 1) ?? point;
    const after = points[(i + 1) % points.length] ?? point;
    const radius = Math.min(RADIUS, distance(point, before) / 2, distance(point, after) / 2);
    const [from, to] = [towards(point, before, radius), towards(point, after, radius)];
    return `${i === 0 ? "M" : "L"}${text(from)} Q${text(point)} ${text(to)}`;
  });
  return `${steps.join(" ")} Z`;
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length];
}

const text = ([x, y]: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
