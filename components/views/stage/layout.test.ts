// Nothing overlaps, nothing is cut and nothing jumps: the sizes of the stage on the screens we look at, and one smaller.
import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { stageCards } from "#trace/stage-cards.ts";
import { type Box, type Layout, layoutOf } from "./layout.ts";
import { mostCards, type Size } from "./plan.ts";
import { wiresOf } from "./wires.ts";

const PEOPLE = ["Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace", "Heidi"];
const SIZES: Readonly<Record<string, Size>> = {
  "1440 × 900": { width: 965, height: 494 },
  "1280 × 720": { width: 858, height: 397 },
  "1024 × 768": { width: 664, height: 432 },
  "390 × 844": { width: 390, height: 512 },
};
/** Where nobody has come but the people of the scene, what is under the stage takes more of the height. */
const OF_FOUR: Readonly<Record<string, Size>> = {
  "1440 × 900, four people": { width: 965, height: 443 },
  "1280 × 720, four people": { width: 858, height: 329 },
  "1024 × 768, four people": { width: 664, height: 334 },
};
const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  none: {},
  one: { red: [0, 1] },
  "two that overlap": { room1: [0, 1, 2], room2: [2, 3] },
  "three within each other": { game: [0, 1, 2], team: [1, 2], captains: [1] },
  "three in a ring": { red: [0, 1], green: [1, 2], blue: [2, 0] },
  "four, torn apart": { red: [0, 2, 4, 6], blue: [1, 3], green: [3, 4, 5], gold: [0, 7] },
};

function joined(count: number, rooms: Readonly<Record<string, readonly number[]>>): Builder {
  const t = build();
  for (const client of PEOPLE.slice(0, count)) t.connects(client);
  for (const [room, members] of Object.entries(rooms))
    for (const i of members) if (i < count) t.joins(PEOPLE[i] ?? "", room);
  return t;
}
function drawn(t: Builder | undefined, size: Size, count = 4): Layout {
  const scene = PEOPLE.slice(0, count);
  const now = stage(t?.trace() ?? [], scene);
  const cards = stageCards(now, mostCards(size.width), scene);
  return layoutOf({ cards, namespaces: now.namespaces, size, isForFingers: size.width === 390 });
}
const right = ({ left, width }: Box): number => left + width;
const bottom = ({ top, height }: Box): number => top + height;
const isApart = (a: Box, b: Box): boolean =>
  right(a) <= b.left || right(b) <= a.left || bottom(a) <= b.top || bottom(b) <= a.top;
const numbersIn = (path: string): readonly number[] => (path.match(/-?[\d.]+/g) ?? []).map(Number);

const SCREENS = Object.entries({ ...SIZES, ...OF_FOUR });
describe.each(SCREENS)("on a screen of %s", (name, size) => {
  describe.each(name in OF_FOUR ? [2, 3, 4] : [2, 3, 4, 5, 6, 8])("%i clients", (count) => {
    it.each(Object.entries(ROOMS))("have room, with these rooms: %s", (_name, rooms) => {
      const layout = drawn(joined(count, rooms), size, count);
      const { server, cards, plan, tokens, lanes } = layout;
      expect(plan.height).toBeLessThanOrEqual(size.height);
      const boxes = [server, ...cards];
      for (const [i, one] of boxes.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(right(one)).toBeLessThanOrEqual(size.width);
        expect(bottom(one)).toBeLessThanOrEqual(size.height);
        for (const other of boxes.slice(i + 1)) expect(isApart(one, other)).toBe(true);
      }
      expect(tokens).toHaveLength(count);
      for (const lane of lanes)
        for (const { path, label } of lane.rooms) {
          const numbers = numbersIn(path);
          const [xs, ys] = [0, 1].map((of) => numbers.filter((__, i) => i % 2 === of));
          expect(Math.min(...(xs ?? []))).toBeGreaterThanOrEqual(0);
          expect(Math.max(...(xs ?? []))).toBeLessThanOrEqual(lane.width);
          expect(Math.min(...(ys ?? []))).toBeGreaterThanOrEqual(15);
          expect(Math.max(...(ys ?? []))).toBeLessThanOrEqual(lane.height);
          expect(label.x + label.width).toBeLessThanOrEqual(lane.width);
          expect(label.width).toBeGreaterThan(20);
        }
    });

    it("have wires that do not cross: they go straight up, in the order of the tokens", () => {
      const { cards, tokens, plan } = drawn(joined(count, {}), size, count);
      const xs = cards.map(({ wireX }) => wireX);
      expect(xs).toEqual(xs.toSorted((a, b) => a - b));
      expect(tokens.map(({ x }) => x)).toEqual(xs);
      // The wire to the second row touches no card of the first.
      const first = cards.filter(({ row }) => row === 0);
      const second = cards.filter(({ row }) => row === 1);
      for (const { wireX } of second)
        expect(first.some((card) => card.left - 2 < wireX && wireX < right(card) + 2)).toBe(false);
      expect(plan.drop).toBeGreaterThanOrEqual(24);
    });

    it("stay where they are from before Run until everybody has joined", () => {
      const before = drawn(undefined, size, count);
      for (const rooms of Object.values(ROOMS)) {
        const { cards, server } = drawn(joined(count, rooms), size, count);
        expect([
          server,
          cards.map(({ left, top, width, height }) => [left, top, width, height]),
        ]).toEqual([
          before.server,
          before.cards.map(({ left, top, width, height }) => [left, top, width, height]),
        ]);
      }
    });
  });

  it("there is room for two namespaces with their rooms", () => {
    const t = joined(4, ROOMS["two that overlap"] ?? {});
    for (const client of ["Alice", "Carol"]) t.enters(client, "/admin");
    t.joins("Alice", "ops", { nsp: "/admin" });
    const { plan, lanes, tokens, server } = drawn(t, size);
    expect(plan.height).toBeLessThanOrEqual(size.height);
    expect(lanes.map(({ nsp, hidden }) => [nsp, hidden])).toEqual([
      ["/", []],
      ["/admin", []],
    ]);
    const [upper, lower] = lanes;
    expect((lower?.top ?? 0) - ((upper?.top ?? 0) + (upper?.height ?? 0))).toBe(6);
    expect((lower?.top ?? 0) + (lower?.height ?? 0)).toBeLessThan(server.height);
    // One connection is one wire: both of Alice's tokens are on it.
    expect(new Set(tokens.slice(0, 5).map(({ x }) => x)).size).toBe(4);
  });
});

describe("rooms", () => {
  it("enclose the tokens of their members and no others, also torn apart", () => {
    for (const rooms of Object.values(ROOMS)) {
      const { lanes, tokens } = drawn(joined(8, rooms), { width: 965, height: 494 }, 8);
      const [lane] = lanes;
      for (const { room, path } of lane?.rooms ?? []) {
        const inside = tokens
          .filter(({ x }) => isInside(path, x - 15 - 8, lane?.tokenY ?? 0))
          .map(({ sockets }) => sockets[0]?.client);
        // The server begins at x = 15, and its namespaces 8 further on.
        expect([room, inside]).toEqual([
          room,
          (rooms[room] ?? []).toSorted((a, b) => a - b).map((i) => PEOPLE[i]),
        ]);
      }
    }
  });

  it("for which there is no height are counted", () => {
    const t = joined(3, {});
    for (let i = 0; i < 12; i++)
      for (const client of PEOPLE.slice(0, 3)) t.joins(client, `room${i}`);
    const [lane] = drawn(t, { width: 390, height: 435 }, 3).lanes;
    expect((lane?.rooms.length ?? 0) + (lane?.hidden.length ?? 0)).toBe(12);
    expect(lane?.rooms.length).toBeGreaterThanOrEqual(4);
  });

  it("stand in the order in which they lie within each other", () => {
    const { lanes } = drawn(joined(4, ROOMS["three within each other"] ?? {}), {
      width: 858,
      height: 397,
    });
    const tops = lanes[0]?.rooms.map(({ room, label }) => [room, label.y]);
    expect(tops?.map(([room]) => room)).toEqual(["game", "team", "captains"]);
    expect(tops).toEqual(tops?.toSorted((a, b) => Number(a[1]) - Number(b[1])));
  });
});

describe("wires", () => {
  it("end at the client's own token, at the server's edge while there is none, and are not there without a try", () => {
    const t = joined(4, {});
    t.disconnects("Bob");
    t.fact({
      kind: "client",
      client: "Carol",
      nsp: "/",
      state: { state: "reconnecting", attempt: 1, delay: 500 },
      buffered: 0,
    });
    t.appears("Eve");
    const layout = drawn(t, { width: 858, height: 397 });
    const wires = wiresOf(layout);
    expect(wires.map(({ card, state }) => [card.key, state])).toEqual([
      ["Alice", "open"],
      ["Carol", "lost"],
      ["Dave", "open"],
      ["Eve", "opening"],
    ]);
    const sill = layout.server.top + layout.server.height;
    const [alice, , , eve] = wires;
    expect(numbersIn(alice?.line ?? "")[1]).toBeLessThan(sill);
    expect(numbersIn(eve?.line ?? "")[1]).toBe(sill);
    expect(alice?.up.to.y).toBe(sill);
  });
});

/** Whether a point is inside an outline of right angles: by the walls that a line to the left of it meets. */
function isInside(path: string, x: number, y: number): boolean {
  const points = (path.match(/Q-?[\d.]+ -?[\d.]+/g) ?? []).map((corner) => numbersIn(corner));
  const walls = points.filter(([px = 0, py = 0], i) => {
    const [nx = 0, ny = 0] = points[(i + 1) % points.length] ?? [];
    return px === nx && px < x && Math.min(py, ny) < y && y < Math.max(py, ny);
  });
  return walls.length % 2 === 1;
}
