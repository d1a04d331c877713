// What is under way in one direction: passes in the order in which it came, at the pace of the way it is on.
import { createQueue } from "../queue.ts";

/** How a way is now. Delays are milliseconds; what costs nothing is Infinity bytes. */
export type Pace = {
  /** Nothing passes. */
  readonly isHeld: boolean;
  readonly latency: number;
  readonly jitter: number;
  readonly bytesPerSecond: number;
  readonly slice: number;
};

export type DelayLine = {
  /** Bytes that are under way. */
  readonly bytes: () => number;
  readonly isEmpty: () => boolean;
  /** Sends something of so many bytes on its way; `pass` is called when it has arrived. */
  readonly put: (bytes: number, pass: () => void) => void;
  /** Sends bytes on their way; `pass` is called with each slice of them that has arrived, never with an empty one. */
  readonly putBytes: (bytes: Buffer, pass: (piece: Buffer) => void) => void;
  /** Something has ended: what is not held now is late, and arrives. */
  readonly hurry: () => void;
  /** Lets everything pass now and unsliced, whatever the pace. */
  readonly flush: () => void;
  /** Loses what is under way. */
  readonly drop: () => void;
};

type Item = {
  /** Bytes of it that have not passed yet. */
  left: number;
  /** When the last of them arrives, and how many milliseconds each takes. */
  readonly due: number;
  readonly msPerByte: number;
  /** Lets so many pass; everything, if it cannot be sliced. */
  readonly pass: (bytes: number) => void;
  readonly isWhole: boolean;
};

/** How far apart pieces of a sliced message arrive at least: each is to be heard of by itself. */
const BETWEEN_SLICES_MS = 1;
/** A timer for longer would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @param around `clock` in milliseconds, monotonic; `random` as Math.random */
export function createDelayLine(around: {
  readonly pace: () => Pace;
  readonly clock?: () => number;
  readonly random?: () => number;
}): DelayLine {
  const { pace, clock = () => performance.now(), random = Math.random } = around;
  let items = createQueue<Item>();
  let bytes = 0;
  /** When the last of them arrives: nothing overtakes. */
  let last = 0;
  /** How many of the first are due, whatever they say themselves. */
  let hurried = 0;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    wait(undefined);
    for (let item = items.first(); item && !pace().isHeld; item = items.first()) {
      const { slice } = pace();
      const size = item.isWhole ? item.left : Math.min(slice, item.left);
      const left = item.due - (item.left - size) * item.msPerByte - clock();
      if (left > 0 && hurried === 0) return wait(left);
      pass(item, size);
      // What follows in another turn of the event loop, or the pieces would arrive as one.
      if (Number.isFinite(slice)) return wait(BETWEEN_SLICES_MS);
    }
  }

  function wait(ms: number | undefined): void {
    clearTimeout(timer);
    timer =
      ms === undefined ? undefined : setTimeout(look, Math.min(Math.ceil(ms), LONGEST_TIMER_MS));
  }

  function pass(item: Item, size: number): void {
    item.left -= size;
    bytes -= size;
    if (item.left === 0) {
      items.shift();
      hurried = Math.max(0, hurried - 1);
    }
    item.pass(size);
  }

  function add(size: number, item: Pick<Item, "pass" | "isWhole">): void {
    const { latency, jitter, bytesPerSecond } = pace();
    const arrives = clock() + Math.max(0, latency + jitter * (2 * random() - 1));
    const msPerByte = 1_000 / bytesPerSecond;
    last = Math.max(arrives, last) + size * msPerByte;
    items.push({ ...item, left: size, due: last, msPerByte });
    bytes += size;
    if (timer === undefined) look();
  }

  return {
    bytes: () => bytes,
    isEmpty: () => items.size() === 0,
    put: (size, whenPassed) => add(size, { pass: whenPassed, isWhole: true }),
    putBytes(whole, whenPassed) {
      let from = 0;
      const next = (size: number): void => whenPassed(whole.subarray(from, (from += size)));
      if (whole.length > 0) add(whole.length, { pass: next, isWhole: false });
    },
    hurry() {
      last = clock();
      hurried = items.size();
      look();
    },
    flush() {
      wait(undefined);
      for (let item = items.first(); item; item = items.first()) pass(item, item.left);
    },
    drop() {
      wait(undefined);
      items = createQueue();
      bytes = 0;
      hurried = 0;
    },
  };
}
