// When each thread began the work it is at, in memory the watchdog can read while the thread is busy.
// Fuel stops a program long before; the watchdog is the second wall and should never have to.

/** One 64-bit word for each thread: milliseconds since the epoch, 0 when idle. */
export const makeHeartbeat = (threads: number): SharedArrayBuffer =>
  new SharedArrayBuffer(8 * threads);

export function beginWork(heartbeat: SharedArrayBuffer, thread: number): void {
  Atomics.store(new BigInt64Array(heartbeat), thread, BigInt(Date.now()));
}

export function endWork(heartbeat: SharedArrayBuffer, thread: number): void {
  Atomics.store(new BigInt64Array(heartbeat), thread, 0n);
}

/** For how long a thread has been at one piece of work, in milliseconds; 0 when it is idle. */
export function busyFor(heartbeat: SharedArrayBuffer, thread: number): number {
  const began = Atomics.load(new BigInt64Array(heartbeat), thread);
  return began === 0n ? 0 : Date.now() - Number(began);
}
