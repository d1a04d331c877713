// The line around a room: around its one piece, or around several that hang together by a bar above them, as a comb.

export type Piece = Readonly<{ left: number; right: number }>;
type Heights = Readonly<{ top: number; bar: number; bottom: number }>;
type Point = readonly [x: number, y: number];

const RADIUS = 8;

/** An SVG path. Pieces are in order, from the left. */
export function outline(pieces: readonly Piece[], { top, bar, bottom }: Heights): string {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return "";
  const teeth = pieces
    .toReversed()
    .flatMap(({ left, right }, i): Point[] => [
      ...(i === 0 ? [] : [[right, bar] as const]),
      [right, bottom],
      [left, bottom],
      ...(i === pieces.length - 1 ? [] : [[left, bar] as const]),
    ]);
  return rounded([[first.left, top], [last.right, top], ...teeth]);
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
