// How often something may happen: so many times at once, then so many a second.
import { createBucket } from "../bucket.ts";

/** True while there is one left to take. */
export type Rate = { readonly take: () => boolean };

export function createRate(perSecond: number, burst: number, clock: () => number): Rate {
  const bucket = createBucket({ perSecond, burst }, clock);
  return {
    take() {
      if (bucket.left() < 1) return false;
      bucket.take(1);
      return true;
    },
  };
}
