// What is looked for in the run, by the search, by its buttons and by the keys. This browser remembers it.
import type { Actor } from "#trace/cast.ts";
import { nextStep, type Step, type Wanted } from "#trace/steps.ts";
import { createKept, useKept } from "./kept.ts";
import type { Playhead } from "./playhead.ts";

type Looked = Wanted["kind"];
export const KINDS: readonly (readonly [kind: Looked, words: string, one: string])[] = [
  ["any", "anything", ""],
  ["act", "what clients were told to do", "told to do something"],
  ["sent", "what was sent", "sent"],
  ["received", "what was received", "received"],
  ["room", "rooms joined and left", "a room joined or left"],
  ["came", "connections made", "connected"],
  ["left", "connections lost or refused", "connection lost or refused"],
  ["fault", "what went wrong", "something went wrong"],
  ["said", "what was logged", "logged"],
];

const kind = createKept("look-for", "sent");
const client = createKept("look-for-client", "");
export const lookFor = (wanted: Looked): void => kind.set(wanted);
/** Nobody means anybody. */
export const lookForClient = (name: string): void => client.set(name);

type Cast = readonly Pick<Actor, "name">[];

/** What is looked for among these, as of now. Who is not there is nobody to look for. */
export const wantedAmong = (cast: Cast): Wanted => read(kind.get(), client.get(), cast);

/** The same, as React follows it. */
export const useWanted = (cast: Cast): Wanted => read(useKept(kind), useKept(client), cast);

const read = (wanted: string, name: string, cast: Cast): Wanted => ({
  kind: KINDS.find(([one]) => one === wanted)?.[0] ?? "any",
  client: cast.find((actor) => actor.name === name)?.name,
});

/** In words that follow "the next one:". */
export const wordsFor = (wanted: Wanted): string =>
  [KINDS.find(([one]) => one === wanted.kind)?.[1], wanted.client && `of ${wanted.client}`]
    .filter(Boolean)
    .join(" ");

/** Where the nearest of what is looked for is, on either side. */
export const foundFrom = (steps: readonly Step[], from: Playhead, wanted: Wanted) => ({
  back: nextStep(steps, from, { ...wanted, by: -1 })?.seq,
  forth: nextStep(steps, from, { ...wanted, by: 1 })?.seq,
});

/** Of one step, for whom it is about. */
export function stepWords({ kind, clients }: Step): string {
  const words = KINDS.find(([one]) => one === kind)?.[2] ?? "";
  return [clients.join(", "), words].filter(Boolean).join(": ");
}
