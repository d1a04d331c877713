// What each thread is at, in memory the watchdog can read while the thread is busy. No clock is in it: what stays the
// same from look to look is stuck, however fast the machine is and whoever has set its time.
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

/** Gives a function to be called from time to time: true when the thread has been at one piece of work for `looks` calls. */
export function watchOver(heartbeat: SharedArrayBuffer, thread: number, looks: number) {
  let seen = 0;
  let same = 0;
  return (): boolean => {
    const begun = Atomics.load(new Int32Array(heartbeat), WORDS * thread);
    same = begun === seen && begun % 2 !== 0 ? same + 1 : 0;
    seen = begun;
    return same >= looks;
  };
}
