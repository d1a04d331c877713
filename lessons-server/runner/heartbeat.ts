// What each thread is at, in memory the watchdog can read while the thread is busy. No clock is in it: what stays the
// same from look to look is stuck, whoever has set the machine's time.
// Fuel stops a program long before; the watchdog is the second wall and should never have to.

/** Two words for each thread: pieces of work begun and ended, so odd while it is at one; and whose work it is. */
const WORDS = 2;

export const makeHeartbeat = (threads: number): SharedArrayBuffer =>
  new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * WORDS * threads);

/** `program` is the number by which the gateway knows it. */
export function beginWork(heartbeat: SharedArrayBuffer, thread: number, program: number): void {
  const words = new Int32Array(heartbeat);
  Atomics.store(words, WORDS * thread + 1, program);
  Atomics.add(words, WORDS * thread, 1);
}

export function endWork(heartbeat: SharedArrayBuffer, thread: number): void {
  Atomics.add(new Int32Array(heartbeat), WORDS * thread, 1);
}

/** The program whose work a thread is at; undefined when it is idle. */
export function workOf(heartbeat: SharedArrayBuffer, thread: number): number | undefined {
  const words = new Int32Array(heartbeat);
  const isAtWork = Atomics.load(words, WORDS * thread) % 2 !== 0;
  return isAtWork ? Atomics.load(words, WORDS * thread + 1) : undefined;
}

/** For a thread that begins anew. */
export function clearWork(heartbeat: SharedArrayBuffer, thread: number): void {
  Atomics.store(new Int32Array(heartbeat), WORDS * thread, 0);
}

/** A thread that has been at one piece of work for so many looks is stuck: with CPU time to show for it, or without. */
export type Patience = {
  readonly looks: number;
  readonly cpuMs: number;
  readonly looksWithoutCpu: number;
};

/**
 * Gives a function to be called from time to time: true when the thread is stuck. On a machine that gives this process
 * little, honest work takes long; `cpuMs` tells how much it was given so far, in milliseconds.
 */
export function watchOver(
  heartbeat: SharedArrayBuffer,
  thread: number,
  { patience, cpuMs }: { readonly patience: Patience; readonly cpuMs: () => number },
): () => boolean {
  let seen = 0;
  let same = 0;
  let before = 0;
  return () => {
    const begun = Atomics.load(new Int32Array(heartbeat), WORDS * thread);
    if (begun !== seen || begun % 2 === 0) {
      seen = begun;
      same = 0;
      before = cpuMs();
      return false;
    }
    same++;
    if (same >= patience.looksWithoutCpu) return true;
    return same >= patience.looks && cpuMs() - before >= patience.cpuMs;
  };
}
