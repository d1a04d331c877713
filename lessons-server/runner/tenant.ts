// One program of a thread: what waits for it, what it may use up, and its turns. When it has used up its share it waits
// until it has some again; nothing that is meant for it is lost.
import type { RunnerLimits, TurnHead } from "#protocol/runner-lines.ts";
import { createBucket } from "../bucket.ts";
import { logFault } from "./own-fault.ts";
import { MAX_OUTPUT, type Program, type Turn } from "./program.ts";
import type { Taker, Turns } from "./turns.ts";

export type Report = Turn & Pick<TurnHead, "began" | "slowed">;
type Began = TurnHead["began"];

export type Tenant = {
  readonly give: (input: string) => void;
  /** Inputs it has finished, and milliseconds until its next timer; null when none waits. */
  readonly progress: () => { readonly inputs: number; readonly nextTimer: number | null };
  /** Does something for it when it is its turn, at its cost: `job` gives that in units of fuel. */
  readonly work: (job: () => number) => void;
  /** Lets it have no turn for so many milliseconds. */
  readonly rest: (ms: number) => void;
  readonly leave: () => void;
};

type Around = {
  /** Makes it ready to be loaded. */
  readonly start: () => Promise<Program>;
  readonly turns: Pick<Turns, "wake" | "remove">;
  readonly limits: RunnerLimits;
  /** Carries out work where the watchdog sees it. */
  readonly watched: <T>(work: () => T) => T;
  readonly report: (report: Report) => void;
};

/** setTimeout takes no more, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;
const monotonic = (): number => performance.now();

export function createTenant(around: Around): Tenant {
  const { limits, turns } = around;
  const share = createBucket(limits.fuel, monotonic);
  const fires = createBucket(limits.timers, monotonic);
  const inputs: string[] = [];
  const jobs: (() => number)[] = [];
  const slow = new Set<TurnHead["slowed"]>();
  let program: Program | undefined;
  let isOver = false;
  let last: Began | undefined;
  let turnsTaken = 0;
  let inputsDone = 0;
  let restsUntil = 0;
  /** When its next timer is due, in milliseconds since the epoch: the clock that the program goes by. */
  let due: number | undefined;
  let alarm: NodeJS.Timeout | undefined;

  const isDue = (): boolean => due !== undefined && due <= Date.now();
  const taker: Taker = {
    hasWork: () =>
      program !== undefined && (!last || jobs.length > 0 || inputs.length > 0 || isDue()),
    rest: () =>
      Math.max(
        0,
        restsUntil - monotonic(),
        share.wait(1),
        last && inputs.length === 0 && jobs.length === 0 ? fires.wait(1) : 0,
      ),
    takeTurn: () => {
      const job = last && jobs.shift();
      if (job) return doJob(job);
      const began = whatIsNext();
      if (!program || !began) return 0;
      if (share.isFull()) slow.delete("cpu");
      if (fires.isFull()) slow.delete("timers");
      const turn = take(program, began);
      share.take(turn.fuel);
      around.report({ ...turn, began, ...slowed() });
      due = turn.alarm;
      if (turn.state === "exited") leave();
      else setAlarm();
      return turn.fuel;
    },
  };

  function doJob(job: () => number): number {
    const fuel = around.watched(job);
    share.take(fuel);
    return fuel;
  }

  function whatIsNext(): Began | undefined {
    if (!last) return "load";
    const mayFire = isDue() && fires.left() >= 1;
    // By turns, so that neither keeps the other waiting for ever.
    if (mayFire && (last !== "timer" || inputs.length === 0)) return "timer";
    return inputs.length > 0 ? "input" : undefined;
  }

  function take(it: Program, began: Began): Turn {
    last = began;
    turnsTaken++;
    if (began === "timer") fires.take(1);
    if (began === "input") inputsDone++;
    const input = began === "input" ? (inputs.shift() ?? "") : "";
    try {
      return within(around.watched(() => (began === "input" ? it.input(input) : it[began]())));
    } catch (error) {
      return failed(turnsTaken - 1, error);
    }
  }

  /** Said once until it has had its whole share again. */
  function slowed(): Pick<TurnHead, "slowed"> {
    const by = share.left() <= 0 ? "cpu" : isDue() && fires.left() < 1 ? "timers" : undefined;
    if (!by || slow.has(by)) return {};
    slow.add(by);
    return { slowed: by };
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    if (due === undefined || isOver) return;
    const wait = due - Date.now();
    // It may ring a little early, and always does when the wait was too long for it.
    if (wait <= 0) turns.wake(taker);
    else alarm = setTimeout(setAlarm, Math.min(wait, LONGEST_WAIT));
  }

  function leave(): void {
    isOver = true;
    program = undefined;
    inputs.length = 0;
    jobs.length = 0;
    clearTimeout(alarm);
    turns.remove(taker);
  }

  around.start().then(
    (started) => {
      if (isOver) return;
      program = started;
      turns.wake(taker);
    },
    (error: unknown) => {
      if (!isOver) around.report({ ...failed(0, error), began: "load" });
      leave();
    },
  );
  return {
    give(input) {
      if (isOver) return;
      inputs.push(input);
      if (program) turns.wake(taker);
    },
    work(job) {
      if (isOver) return;
      jobs.push(job);
      if (program) turns.wake(taker);
    },
    progress: () => ({
      inputs: inputsDone,
      nextTimer: program && due !== undefined ? Math.max(0, due - Date.now()) : null,
    }),
    rest(ms) {
      restsUntil = Math.max(restsUntil, monotonic() + ms);
    },
    leave,
  };
}

/** A turn that says more than may cross the wall, or breaks the line, ends its program. */
function within(turn: Turn): Turn {
  const tooMuch = turn.operations.length > MAX_OUTPUT;
  if (!tooMuch && !turn.operations.includes("\n")) return turn;
  const message = `One turn sent ${Math.ceil(turn.operations.length / 1_048_576)} MB; a sandbox may send ${MAX_OUTPUT / 1_048_576} MB.`;
  const error = {
    name: "Stopped",
    message: tooMuch ? message : "The program broke out of its protocol.",
    stack: "",
  };
  return {
    ...turn,
    operations: "",
    state: "exited",
    alarm: undefined,
    killed: { during: "memory", error },
  };
}

/** What is wrong here is ours: it ends this program and no other. */
function failed(turn: number, error: unknown): Turn {
  logFault(error);
  const message =
    error instanceof RangeError
      ? "The server has no room for this program right now. Try again in a moment."
      : "A fault of ours ended this run, not one of the program's. Run starts it again.";
  return {
    turn,
    ms: 0,
    fuel: 0,
    operations: "",
    alarm: undefined,
    state: "exited",
    killed: { during: "runner", error: { name: "Stopped", message, stack: "" } },
  };
}
