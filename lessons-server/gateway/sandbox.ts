// A sandbox: an address that outlives its runs. Each Run is a fresh run; a run that is lost with the runner is begun again.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Program } from "#protocol/program.ts";
import type { Destination } from "./address.ts";
import type { Limits } from "./limits.ts";
import { answerPlainly, refuseUpgrade } from "./plain-answer.ts";
import { type Ending, type Run, startRun } from "./run.ts";
import type { Runner } from "./runner-process.ts";
import type { Upgrade } from "./tap-upgrade.ts";

export type Sandbox = {
  /** Ends the run there is and starts another. When two are asked for at once, the later one stays. */
  readonly run: (program: Program) => Promise<Run>;
  /** Ends the run there is, and the one that is being started. */
  readonly stop: () => void;
  readonly current: () => Run | undefined;
  /** Called with every run that begins, those after a loss of the runner included. Returns the stop. */
  readonly onRun: (listener: (run: Run) => void) => () => void;
  /** Called whenever its program is gone, be it for a restart, and when the sandbox is. Returns the stop. */
  readonly onDown: (listener: () => void) => () => void;
  readonly handleRequest: (req: IncomingMessage, res: ServerResponse, to: Destination) => void;
  readonly handleUpgrade: (upgrade: Upgrade, to: Destination) => void;
  readonly close: () => void;
};

type Surroundings = {
  readonly runner: Runner;
  readonly id?: string;
  readonly limits?: Partial<Limits>;
};

const MOST_LOSSES = 3;
const LOSSES_COUNT_FOR_MS = 60_000;
/**
 * Who had to be stopped is run where it keeps nobody waiting but its like, until it has been quiet for so long. Code 1:
 * by the wall, and not as its learner asked for it.
 */
const APART_FOR_MS = 60_000;
const hadToBeStopped = ({ why, code }: Ending): boolean => why === "killed" && code === 1;
const NOTHING_RUNS = "No program is running in this sandbox.";

export function openSandbox({ runner, id, limits }: Surroundings): Sandbox {
  const listeners = new Set<(run: Run) => void>();
  const atDown = new Set<() => void>();
  let current: Run | undefined;
  let isClosed = false;
  let losses: number[] = [];
  /** Counts what was asked for, so that a run which comes up late knows that it is not wanted any more. */
  let asked = 0;
  let stoppedAt = Number.NEGATIVE_INFINITY;
  const load: Runner["load"] = (program, listener) =>
    runner.load(program, listener, performance.now() - stoppedAt < APART_FOR_MS);

  function onDown(): void {
    for (const listener of atDown) listener();
  }

  function stop(): void {
    asked++;
    current?.stop();
  }

  /** A program that is lost again and again may be what loses it: it is not begun again for ever. */
  function mayBeginAgain(): boolean {
    const now = Date.now();
    losses = [...losses.filter((at) => now - at < LOSSES_COUNT_FOR_MS), now];
    return !isClosed && losses.length <= MOST_LOSSES;
  }

  async function run(program: Program): Promise<Run> {
    stop();
    const mine = asked;
    const started = await startRun({ runner: { load }, program, limits, sandbox: id, onDown });
    void started.ended.then((ending) => {
      if (hadToBeStopped(ending)) stoppedAt = performance.now();
    });
    if (mine !== asked) {
      started.stop();
      return started;
    }
    current = started;
    for (const listener of listeners) listener(started);
    void started.ended.then(({ why }) => {
      if (why === "lost" && current === started && mayBeginAgain()) return run(program);
      return undefined;
    });
    return started;
  }

  return {
    run,
    stop,
    current: () => current,
    onRun(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onDown(listener) {
      atDown.add(listener);
      return () => atDown.delete(listener);
    },
    handleRequest: (req, res, to) => {
      if (current) current.network.handleRequest(req, res, to);
      else answerPlainly(res, 503, NOTHING_RUNS);
    },
    handleUpgrade: (upgrade, to) => {
      if (current) current.network.handleUpgrade(upgrade, to);
      else refuseUpgrade(upgrade.socket, 503, NOTHING_RUNS);
    },
    close: () => {
      isClosed = true;
      stop();
      onDown();
    },
  };
}
