// Programs that are nothing but a cost for each turn: who goes when.
import { describe, expect, it } from "vitest";
import { createTurns, type Taker } from "./turns.ts";

type Wanting = Taker & { turns: number; rests: number };

/** Who has had a turn, in order, and a way to put programs in the line; `each` is called within each turn. */
function line(each: (name: string) => void = () => {}, mustWait?: () => boolean) {
  const turns = createTurns(100, () => undefined, mustWait);
  const said: string[] = [];
  const program = (name: string, cost: number, wanted: number): Wanting => {
    const it: Wanting = {
      turns: wanted,
      rests: 0,
      hasWork: () => it.turns > 0,
      rest: () => it.rests,
      takeTurn: () => {
        it.turns--;
        said.push(name);
        each(name);
        return cost;
      },
    };
    return it;
  };
  const done = async (...all: readonly Wanting[]): Promise<void> => {
    while (all.some((one) => one.turns > 0)) await new Promise((next) => setImmediate(next));
  };
  return { turns, said, program, done };
}

const count = (names: readonly string[], name: string): number =>
  names.filter((one) => one === name).length;

describe("programs of one thread", () => {
  it("share it by what their turns cost", async () => {
    const { turns, said, program, done } = line();
    const cheap = program("cheap", 1, 300);
    const dear = program("dear", 10, 300);
    for (const one of [cheap, dear]) turns.wake(one);
    await done(cheap, dear);
    const meanwhile = count(said.slice(0, said.lastIndexOf("cheap")), "dear");
    expect(meanwhile).toBeGreaterThanOrEqual(25);
    expect(meanwhile).toBeLessThanOrEqual(35);
  });

  it("do not keep one waiting that wants little, however many they are", async () => {
    const asked: number[] = [];
    const { turns, said, program, done } = line((name) => {
      // It wants a turn again while one of the others has a hundredth of theirs.
      if (name !== "greedy" || said.length % 100 !== 0) return;
      modest.turns = 1;
      asked.push(said.length);
      turns.wake(modest);
    });
    const greedy = Array.from({ length: 30 }, () => program("greedy", 1_000, 100));
    const modest = program("modest", 1, 1);
    turns.wake(modest);
    await done(modest);
    for (const one of greedy) turns.wake(one);
    await done(...greedy, modest);
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.map((at) => said[at])).toEqual(asked.map(() => "modest"));
  });

  it("all get on, also beside others that never stop wanting little", async () => {
    const { turns, program, done } = line();
    const modest = Array.from({ length: 10 }, () => program("modest", 1, 1e9));
    const greedy = program("greedy", 1_000, 3);
    for (const one of [...modest, greedy]) turns.wake(one);
    await done(greedy);
    for (const one of modest) turns.remove(one);
  });

  it("have no claim on what they could not have used", async () => {
    const { turns, said, program, done } = line((name) => {
      if (name === "other" && other.turns === 50) rested.rests = 0;
    });
    const rested = program("rested", 10, 100);
    rested.rests = 1e6;
    const other = program("other", 10, 100);
    for (const one of [rested, other]) turns.wake(one);
    await done(other, rested);
    const since = said.slice(said.indexOf("rested"), said.lastIndexOf("other"));
    expect(Math.abs(count(since, "rested") - count(since, "other"))).toBeLessThanOrEqual(10);
  });

  it("wait while they rest, and go on by themselves", async () => {
    const { turns, said, program, done } = line();
    const resting = program("resting", 1, 1);
    resting.rests = 1;
    turns.wake(resting);
    setTimeout(() => {
      resting.rests = 0;
    }, 5);
    await done(resting);
    expect(said).toEqual(["resting"]);
  });

  it("have no turn while nobody takes what they say, and go on when somebody does", async () => {
    let isClogged = true;
    const { turns, said, program, done } = line(undefined, () => isClogged);
    const [a, b] = [program("a", 10, 3), program("b", 10, 3)];
    for (const one of [a, b]) turns.wake(one);
    for (let i = 0; i < 10; i++) await new Promise((next) => setImmediate(next));
    expect(said).toEqual([]);
    isClogged = false;
    turns.goOn();
    await done(a, b);
    expect(said.toSorted().join("")).toBe("aaabbb");
  });
});
