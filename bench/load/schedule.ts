// Sends at fixed times, whatever becomes of what was sent before: how long something took is counted from when it was
// due, so that a server which stalls is not spared the messages that would have come meanwhile.
import { setTimeout as sleep } from "node:timers/promises";

export type Pace = { readonly perSecond: number; readonly count: number };
export type Clock = {
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
};

const realClock: Clock = { now: () => performance.now(), wait: (ms) => sleep(ms) };

/**
 * Calls `send` `count` times, evenly spaced, with the number from 0 and the time when it was due, never before that.
 * What fell due while nothing could be sent goes out at once.
 */
export async function onSchedule(
  { perSecond, count }: Pace,
  send: (number: number, due: number) => void,
  { now, wait }: Clock = realClock,
): Promise<void> {
  const began = now();
  const dueAt = (number: number): number => began + (number * 1_000) / perSecond;
  for (let next = 0; next < count; ) {
    const rest = dueAt(next) - now();
    if (rest > 0) await wait(rest);
    else send(next, dueAt(next++));
  }
}
