// How the cards stand under the server, and how high everything is, for a stage of a given size: in one row or two, with
// their buttons or, where there is no room, without. It depends on how many cards and namespaces there are and on
// nothing that a run changes from moment to moment, so that nothing jumps.

/** In pixels. */
export type Size = Readonly<{ width: number; height: number }>;
export type Asked = Readonly<{
  size: Size;
  cards: number;
  /** The least height of each namespace, from its lower to its upper edge. */
  lanes: readonly number[];
  /** Buttons are pressed with fingers. */
  isForFingers?: boolean;
}>;

/** `small`: without buttons, which are then behind the card's head. Where even that is too high, it is made tight. */
export type Density = "full" | "small";
export type Plan = Readonly<{
  density: Density;
  rows: 1 | 2;
  columns: number;
  card: Size;
  /** Between columns, and between rows. */
  gap: Size;
  /** What the wire of the last card needs beside the last column. */
  gutter: number;
  /** How many lines a card's note has, and how many what came before has under it. */
  lines: number;
  earlier: number;
  margin: number;
  /** Of the server: how wide it is, and the heights of its head, of what is inside and of the foot under that. */
  server: Readonly<{ width: number; head: number; inside: number; foot: number }>;
  /** From the server's lower edge to the first row of cards. */
  drop: number;
  /** Of everything. More than was asked for when that was too little: the stage is then scrolled. */
  height: number;
}>;

/** Up to this width a card's state stands under its name. */
export const NARROW_CARD = 160;
/** Between the namespaces. */
export const LANE_GAP = 6;
const WIDEST = 1000;
/** Few cards may be wider, so that they stand on the stage and not in its middle. */
const CARD_WIDEST = { of: 236, few: 400, all: 800 };
const LINE = 15;
/** What a card is high without the lines of its note, and how much higher with buttons for fingers. */
const CARD_FRAME: Readonly<Record<Density, number>> = { full: 91, small: 58 };
const FINGERS = 12;
const STATE_LINE = 16;
const NARROWEST: Readonly<Record<Density, number>> = { full: 116, small: 74 };
/** Narrow notes are long ones: theirs come before anything else, and so they do where cards are far from their tokens. */
const NARROW_NOTE = 130;
const MOST_LINES = { narrow: 4, wide: 3 };
/** What came before: a line each, and what stands around them all. */
const EARLIER = { line: 16, frame: 7, most: 6 };
/** A packet that lies on a card of the second row lies on none of the first. */
const ROW_GAP = 26;
const DROP = { least: 24, good: 58, most: 120 };
/** Inside the server: room for four levels of rooms at their lowest, and at a comfortable height. */
const INSIDE = { least: 108, good: 114 };
/** A namespace without a room in it. */
export const BARE_LANE = 56;
/** All but the namespaces, at its lowest. */
const AROUND_LANES = 172;
const FOOT = 8;

/** How many cards fit a stage of this width, 2 to 8. Beyond, clients share them. */
export function mostCards(width: number): number {
  const { inner, gap } = marginsOf(width);
  const columns = Math.floor((inner - lastGutter(2, gap) + gap) / (NARROWEST.small + gap));
  return Math.min(8, Math.max(2, 2 * columns));
}

/** How many namespaces have a place of their own in a stage so high, 2 or more. Beyond, the last ones share one. */
export const mostLanes = (height: number): number =>
  Math.max(2, Math.floor((height - AROUND_LANES + LANE_GAP) / (BARE_LANE + LANE_GAP)));

export function planOf(asked: Asked): Plan {
  const wide = TRIES.map((one) => tryPlan(asked, one)).filter(({ fits }) => fits);
  const plans = (wide.length > 0 ? wide : [tryPlan(asked, TIGHTEST)]).map(({ plan }) => plan);
  const plan =
    plans.find(({ height }) => height <= asked.size.height) ??
    plans.reduce((one, other) => (other.height < one.height ? other : one));
  return stretched(plan, asked);
}

type Try = Pick<Plan, "density" | "rows"> & Readonly<{ isTight?: boolean }>;
const TIGHTEST: Try = { density: "small", rows: 2, isTight: true };
const TRIES: readonly Try[] = [
  { density: "full", rows: 1 },
  { density: "full", rows: 2 },
  { density: "small", rows: 1 },
  { density: "small", rows: 2 },
  { density: "small", rows: 1, isTight: true },
  TIGHTEST,
];

/** Everything at its lowest. `fits`: the cards are wide enough. */
function tryPlan(
  { size, cards, lanes, isForFingers = false }: Asked,
  { density, rows, isTight = false }: Try,
) {
  const { margin, inner, gap } = marginsOf(size.width);
  const edge = isTight ? 5 : margin.vertical;
  const columns = Math.max(1, Math.ceil(cards / rows));
  const gutter = cards % rows === 0 ? lastGutter(rows, gap) : 0;
  const free = inner - gutter - gap * (columns - 1);
  const widest = Math.max(CARD_WIDEST.of, Math.min(CARD_WIDEST.few, CARD_WIDEST.all / cards));
  const width = Math.floor(Math.min(widest, free / columns));
  const block = width * columns + gap * (columns - 1) + gutter;
  const head = isTight ? 26 : size.width < 480 ? 28 : 32;
  const bare = lanes.map(() => BARE_LANE);
  const inside = isTight ? heightOf(bare) : Math.max(INSIDE.least, heightOf(lanes));
  const lines = width >= NARROW_NOTE ? 2 : density === "full" ? MOST_LINES.narrow : 3;
  const card = { width, height: cardHeight({ density, width, lines, isForFingers }) };
  const server = { width: Math.min(inner, Math.max(block, 620)), head, inside, foot: FOOT };
  const height =
    2 * edge + head + inside + FOOT + DROP.least + rows * card.height + (rows - 1) * ROW_GAP;
  const plan: Plan = {
    density,
    rows,
    columns,
    card,
    gap: { width: gap, height: ROW_GAP },
    gutter,
    lines,
    earlier: 0,
    margin: edge,
    server,
    drop: DROP.least,
    height,
  };
  // One card needs no second row, and small ones are worth one row only if that is not too tight, or a must.
  const one = isTight ? 66 : 100;
  const least = density === "small" && rows === 1 ? one : NARROWEST[density];
  return { plan, fits: width >= least && (rows === 1 || cards > 2) };
}

const heightOf = (lanes: readonly number[]): number =>
  lanes.reduce((a, b) => a + b, 0) + LANE_GAP * (lanes.length - 1);

type Card = { density: Density; width: number; lines: number; isForFingers: boolean };

function cardHeight({ density, width, lines, isForFingers }: Card) {
  if (density === "small") return CARD_FRAME.small + lines * LINE;
  const state = width <= NARROW_CARD ? STATE_LINE : 0;
  return CARD_FRAME.full + state + lines * LINE + (isForFingers ? FINGERS : 0);
}

/** Gives what height is left to the wires, the rooms, the notes, what came before, again the wires, and the edges. */
function stretched(plan: Plan, { size, lanes }: Asked): Plan {
  let left = size.height - plan.height;
  if (left <= 0) return plan;
  const take = (wanted: number): number => {
    const taken = Math.max(0, Math.min(left, wanted));
    left -= taken;
    return taken;
  };
  const takeLines = (most: number): number => {
    const taken = Math.max(0, Math.min(most, Math.floor(left / (LINE * plan.rows))));
    left -= taken * LINE * plan.rows;
    return taken;
  };
  const room = take(Math.max(INSIDE.least, heightOf(lanes)) - plan.server.inside);
  const isNarrow = plan.card.width < NARROW_NOTE;
  const comesFirst = isNarrow || plan.rows === 2;
  const most = (isNarrow ? MOST_LINES.narrow : MOST_LINES.wide) - plan.lines;
  const first = comesFirst ? takeLines(most) : 0;
  let drop = plan.drop + take(DROP.good - plan.drop);
  const inside = plan.server.inside + room + take(INSIDE.good - plan.server.inside - room);
  const more = comesFirst ? first : takeLines(most);
  const earlier = Math.min(
    EARLIER.most,
    Math.floor((left / plan.rows - EARLIER.frame) / EARLIER.line),
  );
  const below =
    earlier < 1 ? 0 : take(plan.rows * (EARLIER.frame + earlier * EARLIER.line)) / plan.rows;
  drop += take(DROP.most - drop);
  return {
    ...plan,
    lines: plan.lines + more,
    earlier: Math.max(0, earlier),
    card: { width: plan.card.width, height: plan.card.height + more * LINE + below },
    server: { ...plan.server, inside },
    drop,
    margin: plan.margin + Math.min(left / 2, 24),
    height: size.height,
  };
}

function marginsOf(width: number) {
  const horizontal = width < 480 ? 8 : 14;
  const inner = Math.max(200, Math.min(width - 2 * horizontal, WIDEST));
  return {
    margin: { vertical: width < 480 ? 6 : 10 },
    inner,
    gap: width < 480 ? 10 : width < 760 ? 12 : 16,
  };
}

/** What a wire to a second row needs beside the last column, for a token above it. */
function lastGutter(rows: 1 | 2, gap: number): number {
  return rows === 1 ? 0 : gap / 2 + 25;
}
