import { describe, expect, it } from "vitest";
import type { Seq, SessionId } from "#trace/event.ts";
import type { Flight } from "#trace/flights.ts";
import { type Air, launched, nextLanding, settled, underWay } from "./air.ts";

const flight = (seq: number, session: number, also: Partial<Flight> = {}): Flight => ({
  seq: seq as Seq,
  at: seq,
  direction: "down",
  session: session as SessionId,
  nsp: "/",
  label: "chat",
  sender: "Alice",
  cause: undefined,
  isDropped: false,
  ...also,
});
const starts = (air: Air) => air.map(({ session, start }) => [session, start]);
const at = (now: number, speed = 1) => ({ now, speed });

describe("packets in the air", () => {
  it("that were sent at once to several set out at once", () => {
    const air = launched([], [flight(1, 1), flight(1, 2), flight(1, 3)], at(1_000));
    expect(starts(air)).toEqual([
      [1, 1_000],
      [2, 1_000],
      [3, 1_000],
    ]);
  });

  it("follow each other on one wire, whatever frame they came in", () => {
    const first = launched([], [flight(1, 1), flight(2, 1)], at(1_000));
    const air = launched(first, [flight(3, 1), flight(3, 2)], at(1_016));
    expect(starts(air)).toEqual([
      [1, 1_000],
      [1, 1_110],
      [1, 1_220],
      [2, 1_016],
    ]);
  });

  it("set out when what they answer has come in", () => {
    const up = flight(1, 1, { direction: "up", label: "say" });
    const air = launched([], [up, flight(2, 2, { cause: 1 as Seq })], at(0));
    expect(starts(air)).toEqual([
      [1, 0],
      [2, 400],
    ]);
  });

  it("travel as fast as the run is played", () => {
    const air = launched([], [flight(1, 1), flight(2, 1)], at(0, 4));
    expect(air.map(({ start, travel }) => [start, travel])).toEqual([
      [0, 100],
      [27.5, 100],
    ]);
  });

  it("are not launched twice", () => {
    const air = launched([], [flight(1, 1)], at(0));
    expect(launched(air, [flight(1, 1)], at(500))).toEqual(air);
  });

  it("never fall behind: a thousand in one frame have set out before a second is over, and none is forgotten", () => {
    const many = Array.from({ length: 1_000 }, (_, i) => flight(i, i % 2, { label: `e${i % 5}` }));
    const air = launched([], many, at(0));
    expect(air.length).toBeLessThan(20);
    expect(Math.max(...air.map(({ start }) => start))).toBeLessThanOrEqual(700);
    expect(air.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
    expect(air.at(-1)?.label).toBe("packets");
  });

  it("stay bounded however long the load lasts", () => {
    let air: Air = [];
    for (let frame = 0; frame < 600; frame++) {
      const now = frame * 16;
      air = settled(air, new Set(), now);
      const batch = Array.from({ length: 20 }, (_, i) => flight(frame * 20 + i, 1));
      air = launched(air, batch, at(now));
      expect(air.length).toBeLessThan(14);
    }
  });

  it("are gone when they have landed, except those of the moment", () => {
    const air = launched([], [flight(1, 1), flight(2, 1), flight(3, 2)], at(0));
    const kept = new Set([2]);
    expect(nextLanding(air, 0)).toBe(400);
    expect(nextLanding(air, 450)).toBe(510);
    expect(starts(settled(air, kept, 450))).toEqual([[1, 110]]);
    expect(settled(air, kept, 100)).toBe(air);
    expect(nextLanding(settled(air, kept, 900), 900)).toBeUndefined();
  });

  it("are under way to a client until they have landed there", () => {
    const air = launched([], [flight(1, 1), flight(1, 2), flight(2, 3)], at(0));
    expect([...underWay(air, 1, 100)]).toEqual([1, 2]);
    expect([...underWay(air, 1, 400)]).toEqual([]);
  });
});
