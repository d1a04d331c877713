// What set a program to do something, read from a trace.
import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { causes, turnOf } from "#trace/cause.ts";
import { TurnId } from "#trace/event.ts";

/** Two packets of Alice's, and a timer that work of the first has set while the second was handled. */
function twoPackets() {
  const t = build();
  const load = t.turn({ by: "load" });
  const alice = t.connects("alice");
  t.sends("alice", "first");
  const first = TurnId.parse(load + 2);
  t.sends("alice", "second");
  const second = TurnId.parse(load + 3);
  const timer = t.turn({ by: "timer", setIn: first, delay: 5 });
  return { t, session: alice.session, first, second, timer };
}

describe("the cause of a fact", () => {
  it("is the turn whose work it is, and what began that", () => {
    const { t, session, first, second } = twoPackets();
    const { triggerOf, beginningOf } = causes(t.trace());
    const [one, two] = [triggerOf({ turn: first }), triggerOf({ turn: second })];
    expect(one).toMatchObject({ by: "packet", session });
    expect(two).toMatchObject({ by: "packet", session });
    expect(one).not.toEqual(two);
    expect(triggerOf({ turn: second, cause: first })).toEqual(one);
    expect(beginningOf({ turn: second, cause: first })).toEqual(one);
    expect(turnOf({ turn: second, cause: first })).toBe(first);
  });

  it("is, of a timer, what began the work that set it, however many there are between", () => {
    const { t, first, timer } = twoPackets();
    const later = t.turn({ by: "timer", setIn: timer, delay: 1 });
    const { triggerOf, beginningOf } = causes(t.trace());
    expect(triggerOf({ turn: later })).toEqual({ by: "timer", setIn: timer, delay: 1 });
    expect(beginningOf({ turn: later })).toEqual(triggerOf({ turn: first }));
  });

  it("is not known where the trace does not say it, and never that of the turn instead", () => {
    const { t, second } = twoPackets();
    const lost = t.turn({ by: "timer", delay: 1 });
    const own = t.turn({ by: "timer", setIn: TurnId.parse(lost + 1), delay: 1 });
    const { triggerOf, beginningOf } = causes(t.trace());
    expect(turnOf({ turn: second, cause: "unknown" })).toBeUndefined();
    for (const doing of [
      { turn: second, cause: "unknown" as const },
      { turn: TurnId.parse(99) },
      { turn: undefined },
    ])
      expect([triggerOf(doing), beginningOf(doing)]).toEqual([undefined, undefined]);
    expect(beginningOf({ turn: lost })).toBeUndefined();
    // A timer that would have set itself.
    expect(beginningOf({ turn: own })).toBeUndefined();
  });
});
