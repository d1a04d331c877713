import { expect, test } from "vitest";
import { handClock } from "./hand-clock.ts";
import { createStore } from "./store.ts";
import { createTurns } from "./turns.ts";

/** A value that changes, and readers of it that note what they read: the frames pass when they are told to. */
function reading(readers: Readonly<Record<string, number>>) {
  const { clock, passes } = handClock();
  let frames: (() => void)[] = [];
  const turns = createTurns((draw) => frames.push(draw), clock);
  const source = createStore(0);
  const read: string[] = [];
  const stops = Object.entries(readers).map(([name, ms]) => {
    const own = turns.inTurn(source, ms);
    return own.subscribe(() => read.push(`${name} ${own.get()}`));
  });
  const frame = () => {
    passes(10);
    const due = frames;
    frames = [];
    for (const draw of due) draw();
    return read.splice(0);
  };
  return { source, frame, stops };
}

test("one reader is told in a frame, and all of them of the latest", () => {
  const { source, frame } = reading({ a: 100, b: 100, c: 100 });
  source.set(1);
  expect(frame()).toEqual(["a 1"]);
  source.set(2);
  expect(frame()).toEqual(["b 2"]);
  expect(frame()).toEqual(["c 2"]);
});

test("nobody is told oftener than he wants, and everybody in the end", () => {
  const { source, frame } = reading({ often: 30, seldom: 80 });
  const read = Array.from({ length: 30 }, (_, i) => {
    if (i < 20) source.set(i + 1);
    return frame();
  });
  const framesOf = (name: string) =>
    read.flatMap((words, i) => (words.some((word) => word.startsWith(name)) ? [i] : []));
  const apart = (name: string) =>
    framesOf(name)
      .slice(1)
      .map((at, i) => at - (framesOf(name)[i] ?? 0));
  expect(Math.min(...apart("often"))).toBe(3);
  expect(Math.min(...apart("seldom"))).toBe(8);
  expect(read.every((words) => words.length <= 1)).toBe(true);
  expect(read.flat().findLast((word) => word.startsWith("often"))).toBe("often 20");
  expect(read.flat().findLast((word) => word.startsWith("seldom"))).toBe("seldom 20");
});

test("whoever has gone is told nothing, and holds up nobody", () => {
  const { source, frame, stops } = reading({ a: 100, b: 100 });
  source.set(1);
  stops[0]?.();
  expect(frame()).toEqual(["b 1"]);
  expect(frame()).toEqual([]);
});

test("where nothing changes no frame is asked for", () => {
  const { source, frame } = reading({ a: 100 });
  source.set(1);
  expect(frame()).toEqual(["a 1"]);
  source.set(2);
  expect(Array.from({ length: 20 }, frame).flat()).toEqual(["a 2"]);
});
