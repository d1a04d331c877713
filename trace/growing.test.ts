import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import type { TraceEvent } from "#trace/event.ts";
import { growingList } from "#trace/growing.ts";

/** Counts what it reads, and gives each event once, and twice every third. */
function counting() {
  const read: TraceEvent[] = [];
  const list = growingList(() => {
    let before = 0;
    return (event) => {
      read.push(event);
      before++;
      const one = `${event.seq} after ${before - 1}`;
      return before % 3 === 0 ? [one, one] : [one];
    };
  });
  return { read, list };
}
const trace = (() => {
  const t = build();
  t.connects("Alice");
  t.sends("Alice", "say");
  return t.trace();
})();

describe("a list that grows with its trace", () => {
  it("reads each event once, however often it is asked", () => {
    const { read, list } = counting();
    for (let length = 0; length <= trace.length; length++) list(trace.slice(0, length));
    expect(read).toEqual(trace);
  });

  it("reads nothing to go back, and says what it said then", () => {
    const { read, list } = counting();
    const then = trace.map((_, i) => counting().list(trace.slice(0, i + 1)));
    list(trace);
    const before = read.length;
    expect(trace.map((_, i) => list(trace.slice(0, i + 1)))).toEqual(then);
    expect(read.length).toBe(before);
  });

  it("begins anew for another trace, also for one that differs late", () => {
    const { list } = counting();
    list(trace);
    const [first, ...rest] = trace as [TraceEvent, ...TraceEvent[]];
    expect(list(rest)).toEqual(counting().list(rest));
    const other = [...trace.slice(0, -1), first];
    expect(list(other)).toEqual(counting().list(other));
  });

  it("keeps what it has read when the array it was given grows", () => {
    const { list } = counting();
    const growing = trace.slice(0, 3);
    const early = list(growing);
    growing.push(...trace.slice(3));
    expect(list(growing)).toEqual(counting().list(trace));
    expect(early).toEqual(counting().list(trace.slice(0, 3)));
  });

  it("takes all that one event brings, however much", () => {
    const [first] = trace as [TraceEvent];
    const list = growingList(() => () => Array.from({ length: 300_000 }, (_, i) => i));
    expect(list([first])).toHaveLength(300_000);
  });
});
