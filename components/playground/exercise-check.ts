// Runs an exercise's check from the page, on a bench of its own. Comes with the first check.
import { drawCheck } from "#checks/draw-check.ts";
import { runCheck } from "#checks/run-check.ts";
import type { Verdict } from "#checks/verdict.ts";
import type { WrittenCheck } from "#protocol/exercise.ts";
import type { Program } from "#protocol/program.ts";
import { openExerciseBench } from "./exercise-bench.ts";

export async function checkExercise(
  written: WrittenCheck,
  program: Program,
): Promise<readonly Verdict[]> {
  return runCheck(drawCheck(written, program), await openExerciseBench());
}
