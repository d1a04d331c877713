// Runs an exercise's check from the page, on a bench of its own. Comes with the first check.
import { drawCheck } from "#checks/draw-check.ts";
import { runCheck } from "#checks/run-check.ts";
import type { Verdict } from "#checks/verdict.ts";
import type { WrittenCheck } from "#protocol/exercise.ts";
import type { Program } from "#protocol/program.ts";
import type { OtherRun } from "./other-run.ts";
import { openExerciseBench } from "./exercise-bench.ts";
import { listed } from "#trace/listed.ts";

export type Asked = { readonly written: WrittenCheck; readonly program: Program };

export async function checkExercise(
  { written, program }: Asked,
  onBegun: (run: OtherRun) => void,
): Promise<readonly Verdict[]> {
  const check = drawCheck(written, program);
  const { trace, bench } = await openExerciseBench();
  const { clients } = check.scene;
  const names = clients.map(({ name }) => name);
  const words = `On stage is the check’s run, with ${listed(names, "and")}`;
  onBegun({ is: "check", words, clients, trace });
  return runCheck(check, bench);
}
