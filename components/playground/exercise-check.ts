// Runs an exercise's check from the page, on a bench of its own. Comes with the first check.
import { drawCheck } from "#checks/draw-check.ts";
import { runCheck } from "#checks/run-check.ts";
import type { Verdict } from "#checks/verdict.ts";
import type { WrittenCheck } from "#protocol/exercise.ts";
import type { Program } from "#protocol/program.ts";
import type { OtherRun } from "./other-run.ts";
import { openExerciseBench } from "./exercise-bench.ts";

export type Asked = { readonly written: WrittenCheck; readonly program: Program };

export async function checkExercise(
  { written, program }: Asked,
  onBegun: (run: OtherRun) => void,
): Promise<readonly Verdict[]> {
  const check = drawCheck(written, program);
  const { trace, bench } = await openExerciseBench();
  onBegun({ is: "check", clients: check.scene.clients, trace });
  return runCheck(check, bench);
}
