// One namespace inside the server: a row of tokens, and above and around them the rooms that hold them. In pixels from
// the namespace's left upper corner.
import { spelt } from "#trace/spelt.ts";
import { roomWords } from "#trace/stage-words.ts";
import type { StageNamespace, StageRoom } from "#trace/stage-server.ts";
import { type Band, bandsOf, firstOf, lastOf, levelsOf, type Stand } from "./bands.ts";
import { BARE_LANE } from "./plan.ts";
import { outline, type Part, type Piece } from "./outline.ts";

export type LaneRoom = Readonly<{
  room: string;
  /** What encloses its tokens, as an SVG path. */
  path: string;
  label: Readonly<{ text: string; x: number; y: number; width: number }>;
}>;
export type Lane = Readonly<{
  rooms: readonly LaneRoom[];
  /** Rooms for which there is no height. */
  hidden: readonly string[];
  tokenY: number;
}>;
/** `half` is half a token's width. `isCounted`: whether rooms say how many are in them. */
export type LaneSize = Readonly<{
  width: number;
  height: number;
  half: number;
  isCounted: boolean;
}>;

const LABEL = 20;
const TOKEN_ROW = BARE_LANE - LABEL;
const LEVEL = { least: 13, most: 20 };
/** Beyond, nobody tells one room from another. */
const MOST_LEVELS = 4;
/** Between two outlines whose ends are over the same token. */
const EDGE = 7;
const PAD = { least: 3, most: 34 };
/** Characters of the labels' monospaced type, and their margins. */
const CHARACTER = 7;
const LABEL_MARGIN = 16;

/** What a namespace needs at least, however its rooms lie. */
export function leastHeight(space: StageNamespace, stands: readonly Stand[]): number {
  const bands = bandsOf(space, stands);
  const levels = levelsOf(bands.map((band) => ({ from: firstOf(band), to: lastOf(band) + 1 })));
  const used = Math.min(MOST_LEVELS, Math.max(0, ...levels.map((level) => level + 1)));
  return LABEL + TOKEN_ROW + used * LEVEL.least;
}

export function laneOf(space: StageNamespace, stands: readonly Stand[], size: LaneSize): Lane {
  const bands = bandsOf(space, stands);
  const sides = sidesOf(bands, stands, size);
  const placed = bands.map((band): Placed => {
    const pieces = band.pieces.map((piece) => sides.of(band, piece));
    const [left, right] = [pieces[0]?.left ?? 0, pieces.at(-1)?.right ?? 0];
    const label = labelOf(band.about, { isCounted: size.isCounted, space: right - left });
    // At the right edge a label stands further left than its room.
    const from = Math.max(4, Math.min(left, size.width - 4 - widthOf(label)));
    return {
      room: band.about.room,
      parts: partsOf(band, pieces, stands),
      label,
      from,
      to: Math.max(right, from + widthOf(label)),
    };
  });
  const levels = levelsOf(placed);
  const free = size.height - LABEL - TOKEN_ROW;
  const most = Math.min(MOST_LEVELS, Math.floor((free + 0.01) / LEVEL.least));
  const used = Math.min(most, Math.max(0, ...levels.map((level) => level + 1)));
  const pitch = Math.min(LEVEL.most, free / Math.max(used, 1));
  const isDrawn = (_: Placed, i: number): boolean => (levels[i] ?? 0) < most;
  return {
    rooms: placed.flatMap((one, i): LaneRoom[] => {
      if (!isDrawn(one, i)) return [];
      const level = levels[i] ?? 0;
      const top = size.height - TOKEN_ROW - (used - level) * pitch;
      const heights = { top, bar: top + pitch - 2, bottom: size.height - 3 - 2 * level };
      const { room, parts, label, from, to } = one;
      const width = Math.min(to, size.width - 4) - from - 12;
      return [
        {
          room,
          path: outline(parts, heights),
          label: { text: label, x: from + 8, y: top + 1, width },
        },
      ];
    }),
    hidden: placed.filter((one, i) => !isDrawn(one, i)).map(({ room }) => room),
    tokenY: size.height - 23,
  };
}

/** From `from` to `to` reaches the room, or its label if that is longer. */
type Placed = Readonly<{
  room: string;
  parts: readonly Part[];
  label: string;
  from: number;
  to: number;
}>;

/** Each place of the row, with what of a piece stands there: neighbours share it in their middle. */
function partsOf(
  { pieces }: Band,
  sides: readonly Piece[],
  stands: readonly Stand[],
): readonly Part[] {
  const between = (at: number): number => ((stands[at]?.x ?? 0) + (stands[at + 1]?.x ?? 0)) / 2;
  return stands.map(({ x }, at) => {
    const i = pieces.findIndex(({ first, last }) => first <= at && at <= last);
    const [piece, side] = [pieces[i], sides[i]];
    if (piece === undefined || side === undefined) return { x, piece: undefined };
    const left = at === piece.first ? side.left : between(at - 1);
    return { x, piece: { left, right: at === piece.last ? side.right : between(at) } };
  });
}

const widthOf = (label: string): number => label.length * CHARACTER + LABEL_MARGIN;

/** "room red", but not "room room1", and only the name where there is little space. */
function labelOf(
  about: StageRoom,
  { isCounted, space }: Readonly<{ isCounted: boolean; space: number }>,
): string {
  const room = spelt(roomWords(about));
  const name = isCounted ? `${room} · ${about.ids.length}` : room;
  if (about.of !== undefined || /^room/i.test(name)) return name;
  return widthOf(`room ${name}`) <= space ? `room ${name}` : name;
}

/**
 * Where the pieces of bands begin and end: around their tokens, and apart from each other where they do so over the same
 * one, the inner ones nearer.
 */
function sidesOf(bands: readonly Band[], stands: readonly Stand[], { width, half }: LaneSize) {
  // Whatever comes later in the order lies within, or overlaps; its ends stand nearer to the token.
  const inner = (of: Band, end: "first" | "last", at: number): number =>
    bands
      .slice(bands.indexOf(of) + 1)
      .filter(({ pieces }) => pieces.some((piece) => piece[end] === at)).length;
  const most = Math.max(
    1,
    ...bands.flatMap((band) =>
      band.pieces.flatMap(({ first, last }) => [
        inner(band, "first", first),
        inner(band, "last", last),
      ]),
    ),
  );
  const xs = stands.map(({ x }) => x);
  /** Between the token at one place and the middle to its neighbour, or the edge. */
  const spaceAt = (at: number, step: 1 | -1): number => {
    const x = xs[at] ?? 0;
    const next = xs[at + step];
    if (next !== undefined) return Math.abs(next - x) / 2 - half - 3;
    return (step === 1 ? width - x : x) - half - 4;
  };
  /** How far from its token a piece ends that has `depth` others within. */
  const away = (space: number, depth: number): number => {
    const edge = Math.max(1.5, Math.min(EDGE, (space - PAD.least) / most));
    const pad = Math.max(PAD.least, Math.min(PAD.most, space - most * edge));
    return half + pad + depth * edge;
  };
  return {
    of(band: Band, { first, last }: Readonly<{ first: number; last: number }>): Piece {
      return {
        left: (xs[first] ?? 0) - away(spaceAt(first, -1), inner(band, "first", first)),
        right: (xs[last] ?? 0) + away(spaceAt(last, 1), inner(band, "last", last)),
      };
    },
  };
}
