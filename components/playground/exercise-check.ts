// Runs an exercise's check from the page, on a bench of its own. Comes with the first check.
import { drawCheck } from "#checks/draw-check.ts";
import { hints } from "#checks/hints/hints.ts";
import type { Hint } from "#checks/hints/run.ts";
import { runCheck } from "#checks/run-check.ts";
import type { Verdict } from "#checks/verdict.ts";
import type { WrittenCheck } from "#protocol/exercise.ts";
import type { Program } from "#protocol/program.ts";
import type { OtherRun } from "./other-run.ts";
import { openExerciseBench } from "./exercise-bench.ts";
import { listed } from "#trace/listed.ts";

/** What a check has said, and what may help where it does not hold. */
export type Judged = { readonly verdicts: readonly Verdict[]; readonly hints: readonly Hint[] };
export type Asked = {
  readonly written: WrittenCheck;
  readonly program: Program;
  /** The one that the learner is to change. */
  readonly file: string;
};

export async function checkExercise(
  { written, program, file }: Asked,
  onBegun: (run: OtherRun) => void,
): Promise<Judged> {
  const check = drawCheck(written, program);
  const { trace, bench } = await openExerciseBench();
  const { clients } = check.scene;
  const names = clients.map(({ name }) => name);
  const words = `On stage is the check’s run, with ${listed(names, "and")}`;
  onBegun({ is: "check", words, clients, trace });
  const verdicts = await runCheck(check, bench);
  const { acts, claims } = check;
  const run = { trace: trace.get(), acts, claims, clients, files: program.files, file };
  return { verdicts, hints: verdicts.every(({ ok }) => ok) ? [] : hints(run) };
}
