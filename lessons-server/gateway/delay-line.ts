// What is under way in one direction: passes in the order in which it came, at the pace of the way it is on.

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
  /** Something has ended: what is not held now is late, and arrives. */
  readonly hurry: () => void;
  /** Lets everything pass now, whatever the pace. */
  readonly flush: () => void;
  /** Loses what is under way. */
  readonly drop: () => void;
};

type Item = { readonly bytes: number; readonly pass: () => void; due: number };

/** How far apart pieces of a sliced message arrive at least: each is to be heard of by itself. */
const BETWEEN_SLICES_MS = 1;

/** @param around `clock` in milliseconds, monotonic; `random` as Math.random */
export function createDelayLine(around: {
  readonly pace: () => Pace;
  readonly clock?: () => number;
  readonly random?: () => number;
}): DelayLine {
  const { pace, clock = () => performance.now(), random = Math.random } = around;
  let items: Item[] = [];
  let bytes = 0;
  /** When the last of them arrives: nothing overtakes. */
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    clearTimeout(timer);
    timer = undefined;
    for (let item = items[0]; item && !pace().isHeld; item = items[0]) {
      const left = item.due - clock();
      if (left > 0) {
        timer = setTimeout(look, Math.ceil(left));
        return;
      }
      passFirst();
      // What follows in another turn of the event loop, or the pieces would arrive as one.
      if (Number.isFinite(pace().slice)) {
        timer = setTimeout(look, BETWEEN_SLICES_MS);
        return;
      }
    }
  }

  function passFirst(): void {
    const item = items.shift();
    if (!item) return;
    bytes -= item.bytes;
    item.pass();
  }

  return {
    bytes: () => bytes,
    isEmpty: () => items.length === 0,
    put(size, pass) {
      const { latency, jitter, bytesPerSecond } = pace();
      const arrives = clock() + Math.max(0, latency + jitter * (2 * random() - 1));
      last = Math.max(arrives, last) + (size / bytesPerSecond) * 1_000;
      items.push({ bytes: size, pass, due: last });
      bytes += size;
      if (timer === undefined) look();
    },
    hurry() {
      last = clock();
      for (const item of items) item.due = last;
      look();
    },
    flush() {
      clearTimeout(timer);
      timer = undefined;
      while (items.length > 0) passFirst();
    },
    drop() {
      clearTimeout(timer);
      timer = undefined;
      items = [];
      bytes = 0;
    },
  };
}
