// Makes a check that can be run out of one that is written: draws its `$words`, and turns its claims into judgements.
import { DrawnCheck, type WrittenCheck } from "#protocol/exercise.ts";
import type { Program } from "#protocol/program.ts";
import type { Judgement } from "./judge.ts";
import { receives } from "./receives.ts";
import type { Check } from "./run-check.ts";

/** `below(n)` is a whole number from 0 up to, not including, n. */
export type Random = { readonly below: (limit: number) => number };

const chance: Random = { below: (limit) => Math.floor(Math.random() * limit) };

// biome-ignore format: a list of words
const NAMES = ["Ada", "Amir", "Bea", "Chidi", "Dora", "Emre", "Fay", "Goro", "Hana", "Ines", "Jon", "Kofi", "Lena", "Mia", "Nils", "Olu", "Pia", "Quin", "Rosa", "Sami", "Tara", "Uma", "Vito", "Wanda", "Yuki", "Zoe"];
// biome-ignore format: a list of words
const COLOURS = ["amber", "azure", "brown", "copper", "coral", "green", "grey", "indigo", "ivory", "jade", "lilac", "olive", "pink", "silver", "teal", "white"];
// biome-ignore format: a list of words
const THINGS = ["anchor", "barrel", "candle", "feather", "garden", "harbour", "kettle", "ladder", "mirror", "needle", "orchard", "pebble", "quilt", "river", "saddle", "teapot", "umbrella", "violin", "window", "zebra"];

/** The check for this program, with names and words drawn anew. @throws when what was written is no check. */
export function drawCheck(written: WrittenCheck, program: Program, random: Random = chance): Check {
  const { scene, acts, claims } = drawWords(written, random);
  return { scene, program, acts, judgements: claims.map(judgementOf) };
}

/** What was written, with every `$word` replaced. @throws when it is no check. */
export function drawWords(
  { names, ...written }: WrittenCheck,
  random: Random = chance,
): DrawnCheck {
  const free = [...NAMES];
  const things = [...THINGS];
  const taken = (from: string[]) => from.splice(random.below(from.length), 1)[0];
  const drawn = new Map<string, string>();
  const draw = (word: string): string => {
    const found = drawn.get(word);
    if (found !== undefined) return found;
    const fresh = names.some((name) => name === word)
      ? (taken(free) ?? word.slice(1))
      : `${COLOURS[random.below(COLOURS.length)]}-${taken(things) ?? word.slice(1)}`;
    drawn.set(word, fresh);
    return fresh;
  };
  const text = JSON.stringify(written).replaceAll(/\$[a-z][a-zA-Z0-9]*/g, draw);
  return DrawnCheck.parse(JSON.parse(text));
}

function judgementOf({
  receives: { exactly, ...wanted },
}: DrawnCheck["claims"][number]): Judgement {
  const { event, nsp, times, args, since, until } = wanted;
  return receives({
    event,
    by: exactly,
    ...(nsp !== undefined && { nsp }),
    ...(times !== undefined && { times }),
    ...(args !== undefined && { args }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  });
}
