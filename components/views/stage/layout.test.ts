import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { layoutOf, TOKEN_HEIGHT } from "./layout.ts";
import { ZONES_HEIGHT } from "./place.ts";
import { wiresOf } from "./wires.ts";
import { zonesOf } from "./zones.ts";

const SCENE = ["Alice", "Bob", "Carol", "Dave"];
const WIDTHS = [1200, 900, 560, 358];

/** Everybody is connected, and in these rooms. */
function inRooms(rooms: Readonly<Record<string, readonly string[]>>): Builder {
  const t = build();
  for (const client of SCENE) t.connects(client);
  for (const [room, members] of Object.entries(rooms))
    for (const member of members) t.joins(member, room);
  return t;
}
const OVERLAP = { room1: ["Alice", "Bob", "Carol"], room2: ["Carol", "Dave"] };
const CHAIN = { red: ["Alice", "Bob"], green: ["Bob", "Carol"], blue: ["Carol", "Dave"] };
const NESTED = { game: ["Alice", "Bob", "Carol"], team: ["Bob", "Carol"], captains: ["Bob"] };
const RING = { red: ["Alice", "Bob"], green: ["Bob", "Carol"], blue: ["Carol", "Alice"] };
const on = (t: Builder) => stage(t.trace(), SCENE);

describe("rooms that overlap", () => {
  const zones = (rooms: Parameters<typeof inRooms>[0]) => {
    const [space] = on(inRooms(rooms)).namespaces;
    if (space === undefined) throw new Error("no namespace");
    return zonesOf(space);
  };
  const inZones = (rooms: Parameters<typeof inRooms>[0]) =>
    zones(rooms).zones.map(({ rooms: own, tokens }) => [
      own.join("+"),
      tokens.map(({ id, isGhost }) => `${id[0]}${isGhost ? "'" : ""}`).join(""),
    ]);

  it("share a zone, in which whoever is in both has one token", () => {
    expect(inZones(OVERLAP)).toEqual([
      ["room1", "AB"],
      ["room1+room2", "C"],
      ["room2", "D"],
    ]);
    expect(zones(OVERLAP).bands).toEqual([
      { room: "room1", first: 0, last: 1, level: 0 },
      { room: "room2", first: 1, last: 2, level: 1 },
    ]);
  });

  it("lie within each other when their members do", () => {
    expect(zones(NESTED).bands.map(({ room, level }) => [room, level])).toEqual([
      ["game", 0],
      ["team", 1],
      ["captains", 2],
    ]);
    expect(inZones(NESTED).at(-1)).toEqual(["", "D"]);
  });

  it("form a chain", () => {
    expect(inZones(CHAIN).map(([rooms]) => rooms)).toEqual([
      "red",
      "green+red",
      "blue+green",
      "blue",
    ]);
  });

  it("that cannot be drawn so stand apart, and a ghost repeats who is in two", () => {
    expect(inZones(RING)).toEqual([
      ["red", "AB"],
      ["blue", "A'C"],
      ["green", "B'C'"],
      ["", "D"],
    ]);
  });
});

describe.each(WIDTHS)("a stage %i pixels wide", (width) => {
  it.each(Object.entries({ OVERLAP, CHAIN, NESTED, RING }))(
    "draws every token inside its own rooms only, and none on another: %s",
    (_, rooms) => {
      const now = on(inRooms(rooms));
      const layout = layoutOf(now, width);
      const [space] = layout.namespaces;
      const left = layout.server.left + (space?.left ?? 0) + 10;
      for (const { id, x, isGhost } of layout.tokens) {
        const own = now.namespaces[0]?.tokens.find((token) => token.id === id)?.rooms;
        const around = space?.rooms
          .filter((room) => left + room.left < x && x < left + room.right)
          .map(({ room }) => room);
        // In columns, a token stands in one of its rooms and its ghosts in the others.
        const drawn = rooms === RING ? own?.filter((room) => around?.includes(room)) : own;
        expect([around?.toSorted(), isGhost && rooms !== RING]).toEqual([drawn?.toSorted(), false]);
      }
      const size = layout.hasIds ? 84 : TOKEN_HEIGHT;
      const xs = layout.tokens.map(({ x }) => x).toSorted((a, b) => a - b);
      for (const [i, x] of xs.slice(1).entries()) expect(x - (xs[i] ?? 0)).toBeGreaterThan(size);
      for (const { right, bottom, top } of space?.rooms ?? []) {
        expect(right).toBeLessThanOrEqual((space?.width ?? 0) - 20 + 0.5);
        expect([top >= 0, bottom <= ZONES_HEIGHT]).toEqual([true, true]);
      }
    },
  );

  it("is equally high from before Run until everybody has joined", () => {
    const { cards: before } = layoutOf(stage([], SCENE), width);
    const { cards: after } = layoutOf(on(inRooms(OVERLAP)), width);
    expect(after).toEqual(before);
  });

  it("keeps its cards within its edges", () => {
    const { cards } = layoutOf(on(inRooms(OVERLAP)), width);
    const right = cards.left + cards.columns * cards.width + (cards.columns - 1) * cards.gap;
    expect(cards.left).toBeGreaterThanOrEqual(8);
    expect(right).toBeLessThanOrEqual(width - 8 + 0.5);
  });
});

describe("wires", () => {
  it("end at the client's own token, and at the server's edge while there is none", () => {
    const t = inRooms(OVERLAP);
    t.disconnects("Bob");
    t.appears("Eve");
    const now = on(t);
    const layout = layoutOf(now, 900);
    const wires = wiresOf(now, layout, []);
    expect(wires.map(({ client, token }) => [client, token?.id])).toEqual([
      ["Alice", "Alice-id-1"],
      ["Carol", "Carol-id-3"],
      ["Dave", "Dave-id-4"],
      ["Eve", undefined],
    ]);
    const carol = layout.tokens.find(({ id }) => id === "Carol-id-3");
    expect(wires[1]?.edge).toEqual({
      x: carol?.x,
      y: layout.server.top + layout.server.height,
    });
  });
});
