// An exercise from both sides: its check, run on a server, and what that has to say.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { drawCheck } from "#checks/draw-check.ts";
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

/** Of the claims that do not hold of these files: "claim: what happened". Seed 7 is the one that `answers.ts` speaks of. */
export async function failures({
  check,
  files,
  seed = 7,
}: {
  readonly check: WrittenCheck;
  readonly files: Readonly<Record<string, string>>;
  readonly seed?: number;
}): Promise<readonly string[]> {
  const program = { entry: "server.js", files: { ...files } };
  const drawn = drawCheck(check, program, seeded(seed));
  const verdicts = await runCheck(drawn, await openHeadlessBench());
  return verdicts.filter(({ ok }) => !ok).map(({ claim, got }) => `${claim}: ${got}`);
}
