// setTimeout and its kin. The program keeps its timers; the host keeps one alarm for the earliest.
// Each timer that fires is a turn of its own.
import { PROGRAM_LIMITS } from "#protocol/program-limits.ts";
import { reached } from "./caps.ts";
import { invalidArgument } from "./invalid-argument.ts";
import { currentChain, currentTurn, say } from "./wall.ts";

/** Kept from before the program can replace it: the host's alarm goes by it. */
const { now } = Date;
const MAX_DELAY = 2 ** 31 - 1;

const byId = new Map<number, Timeout>();
/** As they will fire: by when they are due, and of equals by when they were armed. */
const inOrder: Timeout[] = [];
/** Those that keep the program from finishing. */
let referenced = 0;
/** Those that the program has set, directly or by asking for an acknowledgement in time. */
let counted = 0;
let lastId = 0;
let armed = 0;
/** When the current turn set its first timer, which is before any of its timers can be due. */
let turnBegan = { turn: -1, at: 0 };

type Kind = "once" | "repeats" | "immediate";

class Timeout {
  readonly id = ++lastId;
  readonly setIn = currentChain();
  readonly callback: (...args: unknown[]) => unknown;
  readonly delay: number;
  readonly args: readonly unknown[];
  readonly repeats: boolean;
  readonly immediate: boolean;
  due = 0;
  order = 0;
  keepsAlive = true;
  isCounted = false;

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
    byId.set(this.id, this);
    referenced++;
    this.arm();
  }

  arm(): void {
    const began = beginningOfTurn();
    // An immediate goes before every timer of its own turn, and after those that were due before.
    this.due = this.immediate ? began : now() + this.delay;
    this.order = ++armed;
    inOrder.splice(placeOf(this), 0, this);
  }

  disarm(): void {
    const place = placeOf(this);
    if (inOrder[place] === this) inOrder.splice(place, 1);
  }

  ref(): this {
    if (!this.keepsAlive && byId.has(this.id)) referenced++;
    this.keepsAlive = true;
    return this;
  }

  unref(): this {
    if (this.keepsAlive && byId.has(this.id)) referenced--;
    this.keepsAlive = false;
    return this;
  }

  hasRef(): boolean {
    return this.keepsAlive;
  }

  refresh(): this {
    if (byId.has(this.id)) {
      this.disarm();
      this.arm();
    }
    return this;
  }

  close(): this {
    clear(this.id);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

function beginningOfTurn(): number {
  const turn = currentTurn();
  if (turnBegan.turn !== turn) turnBegan = { turn, at: now() };
  return turnBegan.at;
}

/** Where a timer is in the order, or belongs. */
function placeOf({ due, order }: Timeout): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = inOrder[middle] as Timeout;
    if (other.due < due || (other.due === due && other.order < order)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function set(callback: unknown, delay: unknown, args: unknown[], kind: Kind): Timeout {
  if (typeof callback !== "function")
    throw invalidArgument("callback", "of type function", callback);
  if (counted >= PROGRAM_LIMITS.timers.most) throw reached("timers");
  const wanted = Math.trunc(Number(delay));
  const ms = wanted >= 1 && wanted <= MAX_DELAY ? wanted : 1;
  const timer = new Timeout(callback as () => unknown, ms, args, kind);
  timer.isCounted = true;
  counted++;
  return timer;
}

/** What socket.io gives each connection to join a namespace, in milliseconds: however many timers a program has itself. */
export const connectTimeout = (callback: () => unknown, ms: number): Timeout =>
  new Timeout(callback, ms, [], "once");

function clear(timer: unknown): void {
  if (timer === undefined || timer === null) return;
  const found = byId.get(Number(timer));
  if (!found) return;
  found.disarm();
  forget(found);
}

function forget(timer: Timeout): void {
  byId.delete(timer.id);
  if (timer.keepsAlive) referenced--;
  if (timer.isCounted) counted--;
}

/** When the next timer is due, in milliseconds since the epoch; Infinity when none waits. */
export const nextDue = (): number => inOrder[0]?.due ?? Number.POSITIVE_INFINITY;

/** Whether a timer keeps the program from finishing. */
export const timersKeepAlive = (): boolean => referenced > 0;

/** Runs the one timer that is due first, if any is due now. */
export function fireNext(): unknown {
  const [first] = inOrder;
  if (!first || first.due > now()) return undefined;
  inOrder.shift();
  say({ op: "timer", setIn: first.setIn, delay: first.immediate ? 0 : first.delay });
  if (first.repeats) first.arm();
  else forget(first);
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
