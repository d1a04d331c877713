// Who is on stage, in which order, and by which mark each is known: the same in every view and in every lesson.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";

/** How many marks (a colour and a shape each) there are before they repeat. */
export const MARKS = 8;
/** `mark` is 0 to MARKS - 1. */
export type Actor = Readonly<{ name: string; mark: number }>;

// These keep their marks from lesson to lesson, whoever else is there.
const REGULARS = ["alice", "bob", "carol", "dave", "eve"];

/** The scene's clients in their order, then whoever else came, in order of appearance. */
export function castOf(trace: Trace, scene: readonly string[] = []): readonly Actor[] {
  return marked([...new Set([...scene, ...checkpointOf(trace).clients])]);
}

/** The same, in the order of the cast; whoever is not of it comes last. */
export function inCastOrder<T extends Readonly<{ client: string }>>(
  all: readonly T[],
  cast: readonly Actor[],
): readonly T[] {
  const places = new Map(cast.map(({ name }, place) => [name, place]));
  const placeOf = ({ client }: T): number => places.get(client) ?? cast.length;
  return all.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Gives every name a mark; two share one only when there are more names than marks. */
export function marked(names: readonly string[]): readonly Actor[] {
  const own = names.map((name) => REGULARS.indexOf(name.toLowerCase()));
  const taken = new Set(own);
  const free = Array.from({ length: MARKS }, (_, mark) => mark).filter((mark) => !taken.has(mark));
  let next = 0;
  return names.map((name, i) => {
    const regular = own[i] ?? -1;
    if (regular >= 0) return { name, mark: regular };
    const mark = free[next % free.length] ?? next % MARKS;
    next++;
    return { name, mark };
  });
}
