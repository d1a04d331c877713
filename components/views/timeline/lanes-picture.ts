// The lanes as drawn: a few paths for each lane, however many events there are. Only what is in the window is drawn, and
// what falls on the same pixel is drawn once. Pure.
import type { Arrow, Ask, Lane, LaneMark, Lanes, Span } from "#trace/lane.ts";
import { arrowPath, barPath, markPath, type Pen } from "./lanes-pen.ts";
import type { LanesLayout } from "./lanes-layout.ts";

export const LANE_HEIGHT = 38;
/** How long a bar is for each millisecond it stands for, and at most, in pixels. */
export const MS_WIDTH = 8;
/** A label needs so many pixels a step, and has so many for a letter. */
const LABELS_FROM = 15;
const LETTER = 6.3;
const LONGEST_NAME = 16;
/** An arrow that is longer than this many columns may begin out of sight. */
const LOOKBACK = 600;

/** In pixels, from the left edge of the first step and the upper edge of the first lane. */
export type Sight = Readonly<{ from: number; to: number; top: number; bottom: number }>;
export type Label = Readonly<{ x: number; y: number; text: string }>;
export type DrawnSpan = Readonly<{
  /** Its own in its lane, wherever it is cut off. */
  key: string;
  is: Span["is"];
  transport?: string;
  x: number;
  width: number;
  words: string | undefined;
}>;
export type DrawnAsk = Readonly<{ x: number; to: number; state: Ask["state"]; words: string }>;

/** What is in one lane, with paths in the lane's colour. `y` is its middle. */
export type DrawnLane = Readonly<{
  lane: Lane;
  y: number;
  filled: string;
  hollow: string;
  bars: string;
  faults: string;
  /** Arrows between this client and the server: arrived, and not (yet). */
  arrows: string;
  loose: string;
  spans: readonly DrawnSpan[];
  asks: readonly DrawnAsk[];
  labels: readonly Label[];
}>;

type View = Readonly<{ layout: LanesLayout; step: number; sight: Sight }>;

export function pictureOf(all: Lanes, { layout, step, sight }: View): readonly DrawnLane[] {
  const first = Math.max(0, layout.columnBefore(sight.from / step));
  const end = layout.columnBefore(sight.to / step) + 1;
  const seen = layout.lanes.flatMap((lane, y): Drawing[] => {
    const middle = (y + 0.5) * LANE_HEIGHT;
    const isSeen = middle + LANE_HEIGHT > sight.top && middle - LANE_HEIGHT < sight.bottom;
    return isSeen ? [drawing(lane, middle)] : [];
  });
  const drawings = new Map(seen.map((one) => [one.lane.key, one]));
  const x = (column: number): number => (layout.xs[column] ?? 0) * step;
  const size = Math.min(1, Math.max(0.4, step / 14));

  for (let column = first; column < end; column++) {
    const mark = layout.columns[column];
    const its = mark && drawings.get(mark.lane);
    if (mark && its) draw(its, mark, { x: x(column), y: its.y, size, room: step });
  }
  const from = layout.columns[Math.max(0, first - LOOKBACK)]?.seq ?? 0;
  const until = layout.columns[end - 1]?.seq ?? -1;
  for (let i = firstFrom(all.arrows, from); i < all.arrows.length; i++) {
    const arrow = all.arrows[i];
    if (arrow === undefined || arrow.from > until) break;
    const its = drawings.get(arrow.lane);
    const begin = layout.columnOf(arrow.from);
    if (its === undefined || begin === undefined) continue;
    const to = arrow.to === undefined ? undefined : layout.columnOf(arrow.to);
    connect(its, arrow, { from: x(begin), to: to === undefined ? undefined : x(to), size, step });
  }
  const clip = (at: number): number => Math.min(Math.max(at, sight.from - 60), sight.to + 60);
  const last = (layout.width - 0.5) * step;
  for (const span of all.spans) {
    const its = drawings.get(span.lane);
    const begin = layout.xAt(span.from) * step;
    const over = span.to === undefined ? last : layout.xAt(span.to) * step;
    if (its && over >= sight.from && begin <= sight.to)
      its.spans.push(drawnSpan(span, clip(begin), clip(over)));
  }
  for (const ask of step < 4 ? [] : all.asks) {
    const begin = layout.columnOf(ask.asked);
    const its = drawings.get(layout.columns[begin ?? -1]?.lane ?? "");
    if (its === undefined || begin === undefined) continue;
    const answered = "answered" in ask ? layout.columnOf(ask.answered) : undefined;
    const to = answered === undefined ? (layout.xs[begin] ?? 0) + 1.6 : (layout.xs[answered] ?? 0);
    if (to * step >= sight.from && x(begin) <= sight.to)
      its.asks.push({ x: x(begin), to: to * step, state: ask.state, words: askWords(ask) });
  }
  return seen;
}

type Drawing = { -readonly [K in keyof DrawnLane]: DrawnLane[K] } & {
  spans: DrawnSpan[];
  asks: DrawnAsk[];
  labels: Label[];
  /** What stands at each pixel already. */
  readonly taken: Set<string>;
  labelled: number;
};

const drawing = (lane: Lane, y: number): Drawing => ({
  lane,
  y,
  filled: "",
  hollow: "",
  bars: "",
  faults: "",
  arrows: "",
  loose: "",
  spans: [],
  asks: [],
  labels: [],
  taken: new Set(),
  labelled: Number.NEGATIVE_INFINITY,
});

function draw(its: Drawing, mark: LaneMark, pen: Pen & Readonly<{ room: number }>): void {
  const { shape, ms } = mark;
  const place = `${Math.round(pen.x)} ${shape}`;
  if (its.taken.has(place)) return;
  its.taken.add(place);
  const { look, path } = markPath(shape, pen);
  its[look] += path;
  if (ms !== undefined)
    its.bars += barPath(
      { ...pen, y: shape === "work" ? pen.y - 4 * pen.size : pen.y - 12 },
      ms * MS_WIDTH,
    );
  if (shape !== "sent" || pen.room < LABELS_FROM || pen.x < its.labelled) return;
  const text = nameOf(mark);
  if (text === "") return;
  its.labels.push({ x: pen.x, y: its.y - 9, text });
  its.labelled = pen.x + text.length * LETTER + 8;
}

/** The event's name, or that it is an acknowledgement. */
function nameOf({ names, event }: LaneMark): string {
  const name = names[0] ?? (event.kind === "dropped" ? "" : "ack");
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

type Ends = Readonly<{ from: number; to: number | undefined; size: number; step: number }>;

function connect(its: Drawing, arrow: Arrow, { from, to, size, step }: Ends): void {
  const server = LANE_HEIGHT / 2;
  const [begin, end] = arrow.is === "up" ? [its.y, server] : [server, its.y];
  const isDropped = arrow.fate === "dropped";
  const at = to ?? from + Math.min(step * 0.7, 20);
  const place = `${Math.round(from)} ${Math.round(at)} ${arrow.is}`;
  if (its.taken.has(place)) return;
  its.taken.add(place);
  const reach = isDropped ? begin + (end - begin) * 0.4 : end;
  const path = arrowPath({ x: from, y: begin }, { x: at, y: reach }, { size, isCut: isDropped });
  if (to === undefined) its.loose += path;
  else its.arrows += path;
}

function drawnSpan(span: Span, x: number, to: number): DrawnSpan {
  const { is, from } = span;
  const its = { key: `${is} ${from}`, is, x, width: Math.max(0, to - x) };
  switch (is) {
    case "open":
      return { ...its, transport: span.transport, words: undefined };
    case "disturbed":
      // Behind a gap several begin at once.
      return { ...its, key: `${its.key} ${span.words}`, words: span.words };
    case "away":
      return { ...its, words: "reconnecting" };
    case "listening":
      return { ...its, words: undefined };
    default:
      return span satisfies never;
  }
}

function askWords(ask: Ask): string {
  const many = ask.of > 1 ? `${ask.answers} of ${ask.of} acks` : "";
  switch (ask.state) {
    case "waiting":
      return many || "ack?";
    case "lost":
      return `${many || "no ack"}: gone`;
    case "timed out":
      return `${many || "no ack"} in ${Math.round(ask.after)} ms`;
    case "answered":
      return `${many || "ack"} ${inMs(ask.ms)}`;
    case "late":
      return `${many || "ack"} too late, ${inMs(ask.ms)}`;
    default:
      return ask satisfies never;
  }
}

const inMs = (ms: number): string => `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;

/** Index of the first arrow that was sent at `seq` or later. */
function firstFrom(arrows: readonly Arrow[], seq: number): number {
  let [low, high] = [0, arrows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((arrows[middle]?.from ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
