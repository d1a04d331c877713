// Where everything inside one namespace stands, in pixels from its left upper corner.
import type { StageNamespace } from "#trace/stage-server.ts";
import { type Band, type Zone, zonesOf } from "./zones.ts";

export type PlacedRoom = Readonly<{
  room: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}>;
/** `x` and `y` are the middle of the token. */
export type PlacedToken = Readonly<{ id: string; isGhost: boolean; x: number; y: number }>;
export type Placed = Readonly<{
  rooms: readonly PlacedRoom[];
  tokens: readonly PlacedToken[];
}>;

/** All namespaces are equally high whatever is in them: nothing moves down because somebody joins a room. */
export const ZONES_HEIGHT = 100;
const LEVEL = 19;
const TOKEN_Y = 69;
/** Between the edges of two bands that begin or end together. */
const EDGE = 9;
/** Between a band that ends and one that begins. */
const APART = 8;
/** Between the lower edges of bands that overlap. */
const STAGGER = 4;
const PAD = 5;
const SPACE = 8;
const CLOSEST = 15;

export function place(
  namespace: StageNamespace,
  { width, token }: Readonly<{ width: number; token: number }>,
): Placed {
  const { zones, bands } = zonesOf(namespace);
  const count = zones.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const boundaries = zones.map((_, i) => boundary(bands, i));
  const end = boundary(bands, zones.length);
  const taken = [...boundaries, end].reduce((sum, { size }) => sum + size, 0);
  const room = width - taken - 2 * PAD * zones.length;
  const pitch = Math.max(CLOSEST, Math.min(token + SPACE, room / Math.max(count, 1)));
  const free = Math.max(0, room - count * pitch);
  const weights = zones.reduce((sum, { tokens }) => sum + tokens.length + 0.5, 0);

  const edges = new Map<string, { left: number; right: number }>();
  const tokens: PlacedToken[] = [];
  let x = 0;
  for (const [i, zone] of zones.entries()) {
    x = cross({ bands, edges, x }, i);
    const size =
      2 * PAD + zone.tokens.length * pitch + (free * (zone.tokens.length + 0.5)) / weights;
    tokens.push(...inRow(zone, { from: x + PAD, to: x + size - PAD }));
    x += size;
  }
  cross({ bands, edges, x }, zones.length);
  return { rooms: bands.map((band) => boxOf(band, bands, edges.get(band.room))), tokens };
}

const widthOf = ({ first, last }: Band): number => last - first;

/** The bands that end and begin before zone `i`, in the order of their edges: what encloses is outermost. */
function boundary(bands: readonly Band[], i: number) {
  const ends = bands
    .filter(({ last }) => last === i - 1)
    .toSorted((a, b) => widthOf(a) - widthOf(b) || b.level - a.level);
  const begins = bands
    .filter(({ first }) => first === i)
    .toSorted((a, b) => widthOf(b) - widthOf(a) || a.level - b.level);
  const isApart = ends.length > 0;
  const size = EDGE * (ends.length + begins.length) + (isApart ? APART : 0);
  return { ends, begins, size, isApart };
}

type Crossing = Readonly<{
  bands: readonly Band[];
  edges: Map<string, { left: number; right: number }>;
  x: number;
}>;

/** Notes the edges at the boundary before zone `i`; gives the x behind it. */
function cross({ bands, edges, x: from }: Crossing, i: number): number {
  const { ends, begins, isApart } = boundary(bands, i);
  let x = from;
  for (const { room } of ends) {
    x += EDGE;
    edges.set(room, { left: edges.get(room)?.left ?? 0, right: x });
  }
  if (isApart) x += APART;
  for (const { room } of begins) {
    edges.set(room, { left: x, right: x });
    x += EDGE;
  }
  return x;
}

type Row = Readonly<{ from: number; to: number }>;

/** Tokens stand evenly over their zone, and so, with few rooms, above their cards. */
function inRow({ tokens }: Zone, { from, to }: Row): readonly PlacedToken[] {
  const step = (to - from) / Math.max(tokens.length, 1);
  return tokens.map(({ id, isGhost }, i) => ({
    id,
    isGhost,
    x: from + step * (i + 0.5),
    y: TOKEN_Y,
  }));
}

/** Bands that overlap are staggered, as in a Venn diagram; one within another stays within. */
function boxOf(
  band: Band,
  bands: readonly Band[],
  edges: Readonly<{ left: number; right: number }> | undefined,
): PlacedRoom {
  const deepest = Math.max(...bands.map(({ level }) => level));
  const outer = bands.filter(
    (other) => other.level < band.level && other.first <= band.first && band.last <= other.last,
  );
  const outermost = outer[0]?.level ?? band.level;
  const inset = (deepest - outermost) * STAGGER + outer.length * STAGGER;
  return {
    room: band.room,
    left: edges?.left ?? 0,
    right: edges?.right ?? 0,
    top: band.level * LEVEL,
    bottom: ZONES_HEIGHT - inset,
  };
}
