// How late this process's event loop is. While it is blocked nobody is served, so whoever asks afterwards is told.

export type LoopDelay = {
  /** Milliseconds of the last time it was blocked, if that was not long ago; 0 otherwise. */
  readonly blockedMs: () => number;
  readonly stop: () => void;
};

type Watching = {
  /** Called at each look with how many milliseconds late it came. */
  readonly onLook?: (lateMs: number) => void;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
};

const LOOK_EVERY_MS = 100;
const BLOCKED_MS = 1_000;
const REMEMBERED_MS = 5_000;

export function watchLoop({
  onLook = () => undefined,
  clock = () => performance.now(),
}: Watching = {}): LoopDelay {
  let looked = clock();
  let block = { ms: 0, endedAt: -Infinity };

  const late = (): number => Math.max(0, clock() - looked - LOOK_EVERY_MS);
  const look = (): void => {
    const ms = late();
    looked = clock();
    if (ms >= BLOCKED_MS) block = { ms, endedAt: looked };
    onLook(ms);
  };
  const looking = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    blockedMs() {
      // What asks may be served before the look that is overdue.
      const now = late();
      if (now >= BLOCKED_MS) return now;
      return clock() - block.endedAt < REMEMBERED_MS ? block.ms : 0;
    },
    stop: () => clearInterval(looking),
  };
}
