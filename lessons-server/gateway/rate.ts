// A token bucket: so many at once, then so many a second.

/** True while there is one left to take. */
export type Rate = { readonly take: () => boolean };

export function createRate(perSecond: number, burst: number, clock: () => number): Rate {
  let left = burst;
  let at = clock();
  return {
    take() {
      const now = clock();
      left = Math.min(burst, left + ((now - at) * perSecond) / 1_000);
      at = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
