// For tests: one runner for all the files that a worker of Vitest runs one after another. Who kills it, or wants it
// otherwise, starts one of their own.
import path from "node:path";
import { builtRunner } from "../built.ts";
import { type Runner, type RunnerOptions, startRunner } from "../gateway/runner-process.ts";

const DIST = path.resolve(import.meta.dirname, "../../dist");
let shared: Promise<Runner> | undefined;

/** A runner with one thread: what one program does there, all others would feel. Whoever starts it closes it. */
export const startOwnRunner = (otherwise: Partial<RunnerOptions> = {}): Promise<Runner> =>
  startRunner({ ...builtRunner(DIST), threads: 1, pool: 2, ...otherwise });

/** The same for everybody; it is closed with the worker. */
export function sharedRunner(): Promise<Runner> {
  if (!shared) {
    shared = startOwnRunner();
    process.once(
      "SIGTERM",
      () => void shared?.then((runner) => runner.close()).finally(() => process.exit()),
    );
  }
  return shared;
}
