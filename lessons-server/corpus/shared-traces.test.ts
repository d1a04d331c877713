// SAFETY §4, row 72: whoever opens a link looks at a run that a stranger may have made up. Whatever is a trace by its
// schema can be looked at in every way. `FUZZ=10` tries ten times as many.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readShare } from "#protocol/share.ts";
import { Fact } from "#trace/event.ts";
import { PROJECTIONS } from "#trace/testing/every-prefix.ts";
import { anyOf } from "../testing/any-of-schema.ts";

const TIMES = Number(process.env["FUZZ"] ?? 1);

const events = fc.array(
  fc.record({
    fact: fc.oneof(...Fact.def.options.map(anyOf)) as fc.Arbitrary<object>,
    after: fc.constantFrom(1, 1, 1, 2, 1e6),
    at: fc.constantFrom(0, 1, 5, 2.5, 1e12),
  }),
  { minLength: 1, maxLength: 30 },
);

/** As it would stand in a link. */
function linkOf(made: readonly { fact: object; after: number; at: number }[]): string {
  let seq = 0;
  const trace = made.map(({ fact, after, at }) => ({ ...fact, seq: (seq += after), at }));
  return JSON.stringify({ "sockets-101": 1, lesson: "a", files: [], clients: [], trace });
}

it("takes any trace that a stranger makes up, and every projection of it has a value", () => {
  let kinds = new Set<string>();
  const property = fc.property(events, (made) => {
    const reading = readShare(linkOf(made));
    if (!reading.ok) throw new Error(reading.text);
    const { trace = [] } = reading.shared;
    kinds = new Set([...kinds, ...trace.map(({ kind }) => kind)]);
    for (const project of Object.values(PROJECTIONS)) project(trace);
  });
  fc.assert(property, { numRuns: 600 * TIMES });
  expect(kinds.size).toBe(Fact.def.options.length);
});
