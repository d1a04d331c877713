// The runner process: a few threads full of programs, at low priority, and the watchdog over them.
// It holds no secret but the one that lets its threads in, and ends when the gateway does.
import { readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { assertMetered } from "./instance.ts";
import { busyFor, makeHeartbeat } from "./heartbeat.ts";
import { compileStripper, warmUp } from "./stripper.ts";

/** The gateway gives these as the first message. */
export type RunnerSettings = {
  socket: string;
  secret: string;
  threads: number;
  /** Machines each thread keeps restored and unused. */
  pool: number;
  wasm: string;
  stripper: string;
  snapshot: string;
  thread: string;
};

/** A thread that has been at one turn for this long is past what fuel allows, on any machine. */
const STUCK_MS = 5_000;
const WATCH_EVERY_MS = 500;
const RESTART_AFTER_MS = 50;
/** The threads' own beginning goes first. */
const WARM_UP_AFTER_MS = 1_000;
/** Room for parsers that recurse on the native stack: deeply nested JSON is then an error of the program's. */
const STACK_MB = 8;

process.once("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole process group: the gateway decides what it means.
process.on("SIGINT", () => {});
process.once("message", (settings: RunnerSettings) => {
  const wasm = new WebAssembly.Module(readFileSync(settings.wasm));
  assertMetered(wasm);
  const stripper = compileStripper(readFileSync(settings.stripper));
  // Compiling is still part of starting; running programs is what must yield.
  lowerPriority();
  const heartbeat = makeHeartbeat(settings.threads);
  const threads = new Map<number, Worker>();
  const start = (thread: number): void => {
    new BigInt64Array(heartbeat)[thread] = 0n;
    const workerData = { ...settings, thread, wasm, stripper, heartbeat };
    const worker = new Worker(settings.thread, {
      workerData,
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    threads.set(thread, worker);
    // A bug of ours in a thread ends the runner; the gateway restarts it and says so.
    worker.on("error", (error) => {
      process.stderr.write(`runner: ${error.stack ?? error.message}\n`);
      process.exit(1);
    });
    // Ended by the watchdog, or cut off by the gateway: another takes its place.
    worker.on("exit", () => setTimeout(start, RESTART_AFTER_MS, thread));
  };
  for (let thread = 0; thread < settings.threads; thread++) start(thread);
  setTimeout(warmUp, WARM_UP_AFTER_MS, stripper);
  setInterval(() => {
    for (const [thread, worker] of threads) {
      if (busyFor(heartbeat, thread) < STUCK_MS) continue;
      process.stderr.write(
        `runner: thread ${thread} was stuck in one turn for ${STUCK_MS} ms and is ended\n`,
      );
      void worker.terminate();
    }
  }, WATCH_EVERY_MS);
});

function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets a process lower itself; the runner works all the same.
  }
}
