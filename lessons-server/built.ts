// Where the build has put what the runner needs.
import path from "node:path";
import type { RunnerOptions } from "./gateway/runner-process.ts";

/** `dist` is the folder of the build. */
export const builtRunner = (
  dist: string,
): Pick<RunnerOptions, "engine" | "stripper" | "main" | "thread"> => ({
  engine: path.join(dist, "engine"),
  stripper: path.join(dist, "stripper", "stripper.wasm"),
  main: path.join(dist, "runner.js"),
  thread: path.join(dist, "thread.js"),
});
