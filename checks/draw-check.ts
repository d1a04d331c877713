// Makes a check that can be run out of one that is written: draws its `$words`, and turns its claims into judgements.
import { type Claim, DrawnCheck, type WrittenCheck } from "#protocol/exercise.ts";
import type { Program } from "#protocol/program.ts";
import { serverAcks } from "./acks.ts";
import { answered } from "./answers.ts";
import { inContext } from "./context.ts";
import { connectedAre, refused } from "./connections.ts";
import type { Judgement } from "./judge.ts";
import { passes } from "./passes.ts";
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

/** Of the values that a claim may expect (`./verdict.ts`). */
const NO_WORDS: ReadonlySet<string> = new Set(["$any", "$id"]);

/** A check, and what was drawn of it. */
export type Drawn = Check & Pick<DrawnCheck, "acts" | "claims">;

/** The check for this program, with names and words drawn anew. @throws when what was written is no check. */
export function drawCheck(written: WrittenCheck, program: Program, random: Random = chance): Drawn {
  const { scene, files, acts, claims } = drawWords(written, random);
  const whole = { ...program, files: { ...program.files, ...files } };
  const judgements = claims.map((claim) =>
    inContext(judgementOf(claim), { claim, acts, clients: scene.clients }),
  );
  return { scene, program: whole, acts, claims, judgements };
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
    if (NO_WORDS.has(word)) return word;
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

/** The judgement of a claim, ready for a run. */
export function judgementOf(claim: Claim): Judgement {
  if ("acknowledges" in claim) return serverAcks(claim.acknowledges);
  if ("connected" in claim) return connectedAre(claim.connected);
  if ("refused" in claim) return refused(claim.refused);
  if ("answered" in claim) return answered(claim.answered);
  if ("passes" in claim) return passes(claim.passes);
  const { exactly: by, ...wanted } = claim.receives;
  return receives({ ...wanted, by });
}
