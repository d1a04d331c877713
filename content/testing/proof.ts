// An exercise from both sides: its check, run on a server, and what that has to say.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { drawCheck } from "#checks/draw-check.ts";
import { hints } from "#checks/hints/hints.ts";
import type { Hint } from "#checks/hints/run.ts";
import { runCheck } from "#checks/run-check.ts";
import { openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import type { WrittenCheck } from "#protocol/exercise.ts";
import { seeded } from "#trace/testing/seeded.ts";

/** What the check says is wrong, in order: "claim: what happened". Ada, Bea, Zoe and Rosa are the first four names. */
type Fails = readonly (string | RegExp)[];

/** What an exercise's `answers.ts` exports. */
export type Answers = {
  readonly starter: Fails;
  /** What the editor says of the starter at once, where that is part of the exercise; else it must say nothing. */
  readonly underlined?: readonly RegExp[];
  /** Plausible, and wrong: the solution with one part of it otherwise. `is` says what it teaches. */
  readonly wrong: readonly {
    readonly is: string;
    readonly right: string;
    readonly wrong: string;
    readonly fails: Fails;
  }[];
};

/** @throws when the exercise's folder has no answers. */
export async function loadAnswers(folder: string): Promise<Answers> {
  const file = pathToFileURL(path.join(folder, "answers.ts")).href;
  const { answers } = (await import(file)) as { readonly answers?: Answers };
  if (!answers) throw new Error(`${folder}/answers.ts has to export \`answers\``);
  return answers;
}

/** What a check has come to: the claims that do not hold, "claim: what happened", and what a learner is told of them. */
export type Proof = { readonly fails: readonly string[]; readonly hints: readonly Hint[] };

type Tried = {
  readonly check: WrittenCheck;
  readonly files: Readonly<Record<string, string>>;
  readonly seed?: number;
};

/** The check, run on these files. Seed 7 is the one that `answers.ts` speaks of. */
export async function prove({ check, files, seed = 7 }: Tried): Promise<Proof> {
  const program = { entry: "server.js", files: { ...files } };
  const drawn = drawCheck(check, program, seeded(seed));
  const bench = await openHeadlessBench();
  const verdicts = await runCheck(drawn, bench);
  const { acts, claims, scene } = drawn;
  return {
    fails: verdicts.filter(({ ok }) => !ok).map(({ claim, got }) => `${claim}: ${got}`),
    hints: hints({ trace: bench.trace(), acts, claims, clients: scene.clients, files }),
  };
}

/** Lines of the solution that the starter has not: no first hint may hold one. */
export function linesOfItsOwn(solution: string, starter: string): readonly string[] {
  const given = new Set(starter.split("\n").map((line) => line.trim()));
  return solution
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > 4 && !given.has(line));
}
