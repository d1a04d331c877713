// setTimeout and its kin. The program keeps its timers; the host keeps one alarm for the earliest.
// Each timer that fires is a turn of its own.
import { invalidArgument } from "./invalid-argument.ts";
import { currentTurn, say } from "./wall.ts";

/** Kept from before the program can replace it: the host's alarm goes by it. */
const { now } = Date;
const MAX_DELAY = 2 ** 31 - 1;
const waiting = new Map<number, Timeout>();
let lastId = 0;
let earliest = Number.POSITIVE_INFINITY;
let stale = false;

type Kind = "once" | "repeats" | "immediate";

class Timeout {
  readonly id = ++lastId;
  readonly setIn = currentTurn();
  readonly callback: (...args: unknown[]) => unknown;
  readonly delay: number;
  readonly args: readonly unknown[];
  readonly repeats: boolean;
  readonly immediate: boolean;
  due = 0;
  keepsAlive = true;

  constructor(
    callback: (...args: unknown[]) => unknown,
    delay: number,
    args: readonly unknown[],
    kind: Kind,
  ) {
    this.callback = callback;
    this.delay = delay;
    this.args = args;
    this.repeats = kind === "repeats";
    this.immediate = kind === "immediate";
    this.arm();
  }

  arm(): void {
    // An immediate goes before every timer that is due at the same moment, and in the order it was set.
    this.due = this.immediate ? 0 : now() + this.delay;
    waiting.delete(this.id);
    waiting.set(this.id, this);
    if (this.due < earliest) earliest = this.due;
  }

  ref(): this {
    this.keepsAlive = true;
    return this;
  }

  unref(): this {
    this.keepsAlive = false;
    return this;
  }

  hasRef(): boolean {
    return this.keepsAlive;
  }

  refresh(): this {
    if (waiting.has(this.id)) {
      stale = true;
      this.arm();
    }
    return this;
  }

  close(): this {
    clear(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

function set(callback: unknown, delay: unknown, args: unknown[], kind: Kind): Timeout {
  if (typeof callback !== "function")
    throw invalidArgument("callback", "of type function", callback);
  const wanted = Math.trunc(Number(delay));
  const ms = wanted >= 1 && wanted <= MAX_DELAY ? wanted : 1;
  return new Timeout(callback as () => unknown, ms, args, kind);
}

function clear(timer: unknown): void {
  if (timer === undefined || timer === null) return;
  const found = waiting.get(Number(timer));
  if (!found) return;
  waiting.delete(found.id);
  if (found.due <= earliest) stale = true;
}

/** When the next timer is due, in milliseconds since the epoch; Infinity when none waits. */
export function nextDue(): number {
  if (stale) {
    earliest = Number.POSITIVE_INFINITY;
    for (const timer of waiting.values()) if (timer.due < earliest) earliest = timer.due;
    stale = false;
  }
  return earliest;
}

/** Whether a timer keeps the program from finishing. */
export function timersKeepAlive(): boolean {
  for (const timer of waiting.values()) if (timer.keepsAlive) return true;
  return false;
}

/** Runs the one timer that is due first, if any is due now. */
export function fireNext(): unknown {
  let first: Timeout | undefined;
  for (const timer of waiting.values()) if (!first || timer.due < first.due) first = timer;
  if (!first || first.due > now()) return undefined;
  stale = true;
  say({ op: "timer", setIn: first.setIn, delay: first.immediate ? 0 : first.delay });
  if (first.repeats) first.arm();
  else waiting.delete(first.id);
  return first.callback(...first.args);
}

export const timers = {
  setTimeout: (callback: unknown, delay?: unknown, ...args: unknown[]) =>
    set(callback, delay, args, "once"),
  setInterval: (callback: unknown, delay?: unknown, ...args: unknown[]) =>
    set(callback, delay, args, "repeats"),
  setImmediate: (callback: unknown, ...args: unknown[]) => set(callback, 0, args, "immediate"),
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate: clear,
};
