// Whoever is there, in whatever rooms and namespaces, on whatever screen: nothing lies over anything else.
import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { type Stage, stage } from "#trace/stage.ts";
import { stageCards } from "#trace/stage-cards.ts";
import { type Seeded, seeded } from "#trace/testing/seeded.ts";
import { type Box, type Layout, layoutOf } from "./layout.ts";
import { mostCards, type Size } from "./plan.ts";
import { wiresOf } from "./wires.ts";

const SCENE = ["Alice", "Bob", "Carol", "Dave"];
const SPACES = ["/", "/chat", "/admin", "/news", "/game", "/ops"];
/** The stage as it is beside the prose, under it, with more people, under a large inspector, and on a phone. */
const SIZES: readonly Size[] = [
  { width: 965, height: 443 },
  { width: 965, height: 290 },
  { width: 858, height: 228 },
  { width: 664, height: 334 },
  { width: 664, height: 245 },
  { width: 390, height: 512 },
];

function world(random: Seeded): Builder {
  const t = build();
  const count = random.pick([1, 2, 3, 4, 5, 6, 8, 9, 20, 60]);
  const rooms = Array.from({ length: random.below(7) }, (_, i) =>
    random.pick([`room${i}`, `a room with a long name ${i}`]),
  );
  for (let i = 0; i < count; i++) {
    const client = SCENE[i] ?? random.pick([`client ${i}`, `Bartholomew ${i}`]);
    if (random.chance(0.1)) {
      t.appears(client);
      continue;
    }
    const who = t.connects(client, { nsp: random.pick(SPACES) });
    for (const nsp of SPACES) {
      if (random.chance(0.3)) tried(() => t.enters(who, nsp));
      for (const room of rooms) if (random.chance(0.3)) tried(() => t.joins(who, room, { nsp }));
    }
    if (random.chance(0.1)) t.connects(client);
  }
  return t;
}

/** The builder refuses what cannot happen. */
function tried(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Error) || !/is not in|already/.test(error.message)) throw error;
  }
}

const WORLDS = Array.from({ length: 60 }, (_, seed) => stage(world(seeded(seed)).trace(), SCENE));

function drawn(now: Stage, size: Size): Layout {
  const cards = stageCards(now, mostCards(size.width), SCENE);
  return layoutOf({
    cards,
    namespaces: now.namespaces,
    size,
    isForFingers: size.width === 390,
  });
}

/** Every box that is drawn, by what it is, in pixels of the stage. */
function boxesOf({ server, lanes, cards, tokens, token }: Layout) {
  const inServer = (box: Box): Box => ({
    ...box,
    left: server.left + box.left,
    top: server.top + box.top,
  });
  const labels = lanes.flatMap((lane) =>
    lane.rooms.map(({ label: { x, y, width } }) =>
      inServer({ left: lane.left + x, top: lane.top + y, width, height: 13 }),
    ),
  );
  const objects = tokens.map(({ x, y, card }): Box => {
    const width = card.is === "many" ? 24 : token.width;
    return { left: x - width / 2, top: y - 12, width, height: 24 };
  });
  return { server, lanes: lanes.map(inServer), cards, labels, objects };
}

const right = ({ left, width }: Box): number => left + width;
const bottom = ({ top, height }: Box): number => top + height;
const SLACK = 0.01;
const isApart = (a: Box, b: Box): boolean =>
  right(a) <= b.left + SLACK ||
  right(b) <= a.left + SLACK ||
  bottom(a) <= b.top + SLACK ||
  bottom(b) <= a.top + SLACK;
const isIn = (a: Box, b: Box): boolean =>
  a.left >= b.left - SLACK &&
  right(a) <= right(b) + SLACK &&
  a.top >= b.top - SLACK &&
  bottom(a) <= bottom(b) + SLACK;

/** The first two of which one lies over the other. */
const clash = (boxes: readonly Box[]) =>
  boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b) => (isApart(a, b) ? [] : [[a, b]])))[0];

/** What is wrong with a layout. */
function misfits(layout: Layout, size: Size): readonly string[] {
  const { server, lanes, cards, labels, objects } = boxesOf(layout);
  const all = { left: 0, top: 0, width: size.width, height: layout.plan.height };
  const over = Object.entries({ cards: [server, ...cards], lanes, objects, labels }).flatMap(
    ([what, boxes]) => (clash(boxes) === undefined ? [] : [`${what} lie over each other`]),
  );
  const outside = [
    ...[server, ...cards].filter((box) => !isIn(box, all)),
    ...lanes.filter((box) => !isIn(box, server)),
    ...[...labels, ...objects].filter((box) => !lanes.some((lane) => isIn(box, lane))),
  ];
  const crossed = wiresOf(layout)
    .filter(({ row }) => row === 1)
    .filter(({ edge: { x } }) =>
      cards.some((other) => other.row === 0 && other.left < x && x < right(other)),
    );
  return [
    ...over,
    ...outside.map((box) => `outside: ${JSON.stringify(box)}`),
    ...crossed.map(({ card }) => `the wire of ${card.key} is over a card`),
  ];
}

describe.each(SIZES)("on a stage of $width × $height", (size) => {
  it("60 seeds: no box lies over another or outside its own, and no wire is over a card", () => {
    const found = WORLDS.map((now, seed) => ({ seed, wrong: misfits(drawn(now, size), size) }));
    expect(found.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});
