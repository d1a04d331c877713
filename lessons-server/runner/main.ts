// The runner process: a few threads full of programs, at low priority, and the watchdog over them.
// It holds no secret but the one that lets its threads in, and ends when the gateway does.
import { readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import type { Beat, FromRunner, RunnerLimits } from "#protocol/runner-lines.ts";
import { assertMetered } from "./instance.ts";
import { clearWork, makeHeartbeat, type Patience, watchOver, workOf } from "./heartbeat.ts";
import { compileStripper, warmUp } from "./stripper.ts";

/** The gateway gives these as the first message. */
export type RunnerSettings = {
  socket: string;
  secret: string;
  threads: number;
  /** Machines each thread keeps restored and unused. */
  pool: number;
  limits: RunnerLimits;
  wasm: string;
  stripper: string;
  /** The folder of the snapshots. */
  snapshots: string;
  thread: string;
};

const LOOK_EVERY_MS = 500;
/** Five seconds, two of them at work: past what fuel allows on any machine. A minute without: past what anything may. */
const patienceOf = (threads: number): Patience => ({
  looks: 10,
  cpuMs: 2_000 * threads,
  looksWithoutCpu: 120,
});
/** Threads that begin at once: each reads many files, and a process may have few open. */
const BEGIN_AT_ONCE = 2;
const RESTART_AFTER_MS = 50;
/** The threads' own beginning goes first. */
const WARM_UP_AFTER_MS = 1_000;
/** Room for parsers that recurse on the native stack: deeply nested JSON is then an error of the program's. */
const STACK_MB = 8;

process.once("disconnect", () => process.exit(0));
// Both may reach every process of ours at once: the gateway decides what they mean.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.once("message", (settings: RunnerSettings) => {
  process.on("message", (beat: Beat) => say(beat));
  const wasm = new WebAssembly.Module(readFileSync(settings.wasm));
  assertMetered(wasm);
  const stripper = compileStripper(readFileSync(settings.stripper));
  // Compiling is still part of starting; running programs is what must yield.
  lowerPriority();
  const heartbeat = makeHeartbeat(settings.threads);
  const patience = patienceOf(settings.threads);
  let lives = 0;
  let begun = 0;

  const start = (thread: number): void => {
    clearWork(heartbeat, thread);
    const life = ++lives;
    const workerData = { ...settings, thread, life, wasm, stripper, heartbeat };
    const worker = new Worker(settings.thread, {
      workerData,
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    let isUp = false;
    let isStuck = false;
    const looksStuck = watchOver(heartbeat, thread, { patience, cpuMs });
    const watching = setInterval(() => {
      if (!looksStuck()) return;
      isStuck = true;
      process.stderr.write(`runner: thread ${thread} was stuck in one turn and is ended\n`);
      void worker.terminate();
    }, LOOK_EVERY_MS);
    worker.once("message", () => {
      isUp = true;
      begin();
    });
    worker.on("error", (error) => {
      process.stderr.write(`runner: thread ${thread}: ${error.stack ?? error.message}\n`);
      // One that cannot even begin would begin again for ever; the gateway knows when to stop.
      if (!isUp) process.exit(1);
    });
    // Ended by the watchdog, by an error or by the gateway's cutting it off: another takes its place.
    worker.on("exit", () => {
      clearInterval(watching);
      say({ ended: life, at: workOf(heartbeat, thread) ?? null, isStuck });
      setTimeout(start, RESTART_AFTER_MS, thread);
    });
  };
  const begin = (): void => {
    if (begun < settings.threads) start(begun++);
  };
  for (let i = 0; i < BEGIN_AT_ONCE; i++) begin();
  setTimeout(warmUp, WARM_UP_AFTER_MS, stripper);
});

/** A gateway that is gone hears nothing, and takes us along. */
function say(message: FromRunner): void {
  process.send?.(message, () => undefined);
}

/** Of all threads of this process. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets a process lower itself; the runner works all the same.
  }
}
