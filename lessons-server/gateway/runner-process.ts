// The runner as the gateway sees it: a child process that may die at any moment, and is started again.
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Program } from "#protocol/program.ts";
import { FromRunner } from "#protocol/runner-lines.ts";
import { log } from "../observing/log.ts";
import { redactSaid } from "../observing/log-redaction.ts";
import { type Lane, openLane, type ProgramHandle, type ProgramListener } from "./lane.ts";
import { type Limits, runnerLimits } from "./limits.ts";
import { feelPulse } from "./runner-pulse.ts";
import { createThreadEndings } from "./thread-endings.ts";

export type RunnerOptions = {
  /** The folder with `quickjs.wasm` and the snapshots. */
  readonly engine: string;
  /** The metered swc. */
  readonly stripper: string;
  /** The bundled process and thread. */
  readonly main: string;
  readonly thread: string;
  /** One of them is for programs that are kept apart, unless there is only one. */
  readonly threads?: number;
  /** Machines each thread keeps ready. */
  readonly pool?: number;
  readonly limits?: Partial<Limits>;
};

export type Runner = {
  /**
   * Starts a program on the thread with the fewest, or on the one for those that are kept apart from all others; waits
   * while the runner is being started again.
   */
  readonly load: (
    program: Program,
    listener: ProgramListener,
    isApart?: boolean,
  ) => Promise<ProgramHandle>;
  readonly onRestart: (listener: () => void) => void;
  /** How often the watchdog has ended a thread that was stuck in one turn: never, as far as anybody knows. */
  readonly stuckThreads: () => number;
  readonly pid: number | undefined;
  readonly close: () => Promise<void>;
};

/** Waits before the n-th start again within a minute, in milliseconds; the last holds for all further ones. */
const RESTART_DELAYS = [0, 0, 250, 1_000, 5_000] as const;
const DEATHS_COUNT_FOR = 60_000;
/** TurboFan only: the first turn of a thread costs what the thousandth does (GUEST part two). */
const V8_FLAGS = ["--no-liftoff", "--no-wasm-lazy-compilation"];

/** Starts the runner and waits until its threads have come in. @throws when it cannot be started. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { threads = 3, pool = 2, engine } = options;
  const ordinary = Math.max(1, threads - 1);
  const folder = await mkdtemp(path.join(tmpdir(), "sockets-101-"));
  const address =
    process.platform === "win32"
      ? `\\\\.\\pipe\\${path.basename(folder)}`
      : path.join(folder, "runner.sock");
  const lanes = new Set<Lane>();
  /** Whichever thread came in last: nobody waits for it. */
  let apart: Lane | undefined;
  const restarted = new Set<() => void>();
  const deaths: number[] = [];
  let waiting: (() => void)[] = [];
  let secret = "";
  let child: ChildProcess | undefined;
  let isUp = false;
  let isClosing = false;
  let stuckThreads = 0;
  let endings = createThreadEndings();

  const server = createServer((socket) => {
    const endingsOfProcess = endings;
    openLane(socket, secret, {
      admitted: (lane) => {
        if (lanes.size < ordinary) lanes.add(lane);
        else apart = lane;
        if (!isUp && lanes.size < ordinary) return;
        for (const ready of waiting) ready();
        waiting = [];
      },
      gone: (lane, life) => {
        lanes.delete(lane);
        if (lane === apart) apart = undefined;
        return endingsOfProcess.of(life);
      },
    });
  });
  server.listen(address);
  await once(server, "listening");

  function start(): ChildProcess {
    secret = randomBytes(16).toString("hex");
    const started = fork(options.main, [], {
      execArgv: [...V8_FLAGS, "--enable-source-maps"],
      // Nothing of ours is in the environment of a process that runs strangers' code.
      env: {} as NodeJS.ProcessEnv,
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    child = started;
    started.stderr
      ?.setEncoding("utf8")
      .on("data", (said: string) => log.error({ from: "runner" }, redactSaid(said)));
    const endingsOfProcess = createThreadEndings();
    endings = endingsOfProcess;
    const pulse = feelPulse(started, () => {
      log.error("The runner's process answers nobody, and is ended");
      started.kill("SIGKILL");
    });
    started.on("message", (message) => {
      const said = FromRunner.parse(message);
      if ("beat" in said) return pulse.felt();
      if (said.isStuck) stuckThreads++;
      endingsOfProcess.tell(said);
    });
    started.send({
      socket: address,
      secret,
      threads,
      pool,
      limits: runnerLimits(options.limits),
      wasm: path.join(engine, "quickjs.wasm"),
      snapshots: engine,
      stripper: options.stripper,
      thread: options.thread,
    });
    // A process that could not be made tells it as an error, one that was made by its exit; never both.
    const died = () => {
      pulse.stop();
      endingsOfProcess.close();
      if (!isClosing && isUp) setTimeout(startAgain, delayAfterDeath(deaths));
    };
    started.once("exit", died);
    started.once("error", (error) => {
      log.error({ err: error }, "The runner could not be started");
      if (started.pid === undefined) died();
    });
    return started;
  }

  function startAgain(): void {
    if (isClosing) return;
    start();
    for (const listener of restarted) listener();
  }

  async function leastLoaded(): Promise<Lane> {
    while (lanes.size < (isUp ? 1 : ordinary))
      await new Promise<void>((resolve) => waiting.push(resolve));
    return [...lanes].reduce((least, lane) => (lane.programs() < least.programs() ? lane : least));
  }

  const diesFirst = once(start(), "exit").then(([code, signal]) => {
    if (!isUp) throw new Error(`the runner ended before it was ready (${signal ?? code})`);
  });
  await Promise.race([leastLoaded(), diesFirst]);
  isUp = true;
  return {
    load: async (program, listener, isApart = false) => {
      const least = await leastLoaded();
      return ((isApart && apart) || least).load(program, listener);
    },
    onRestart: (listener) => void restarted.add(listener),
    stuckThreads: () => stuckThreads,
    get pid() {
      return child?.pid;
    },
    close: async () => {
      isClosing = true;
      const gone =
        child?.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
      child?.kill("SIGKILL");
      await gone;
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A runner that keeps dying is started again more and more slowly. */
function delayAfterDeath(deaths: number[]): number {
  const now = Date.now();
  deaths.push(now);
  const recent = deaths.filter((at) => now - at < DEATHS_COUNT_FOR).length;
  return RESTART_DELAYS[Math.min(recent, RESTART_DELAYS.length) - 1] ?? 0;
}
