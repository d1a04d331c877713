// A token bucket: so much at once, then so much a second. What is taken may be more than what is left; then nobody
// gets anything until that is made up for.

export type Bucket = {
  /** Below zero when more was taken than there was. */
  readonly left: () => number;
  readonly take: (amount: number) => void;
  /** Milliseconds until there is `amount` again; 0 when there is. */
  readonly wait: (amount: number) => number;
  readonly isFull: () => boolean;
};

export type BucketSize = { readonly perSecond: number; readonly burst: number };

/** `clock` is in milliseconds, and monotonic. */
export function createBucket({ perSecond, burst }: BucketSize, clock: () => number): Bucket {
  let had = burst;
  let at = clock();
  const left = (): number => {
    const now = clock();
    had = Math.min(burst, had + ((now - at) * perSecond) / 1_000);
    at = now;
    return had;
  };
  return {
    left,
    take: (amount) => {
      had = left() - amount;
    },
    wait: (amount) => Math.max(0, ((amount - left()) * 1_000) / perSecond),
    isFull: () => left() >= burst,
  };
}
