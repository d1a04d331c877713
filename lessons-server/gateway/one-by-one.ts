// Ends many things gradually: whoever loses one comes back somewhere, and they should not come back all at once.

/** Twenty a second are no crowd, however many there are. */
const EACH_MS = 50;

/**
 * Calls `end` for each, in no order and at no beat; resolves after the last.
 * @param mostMs by then all are ended, however many there are
 */
export async function oneByOne<T>(
  all: readonly T[],
  end: (one: T) => void,
  mostMs: number,
): Promise<void> {
  const within = Math.min(mostMs, all.length * EACH_MS);
  await Promise.all(
    all.map(async (one) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * within));
      end(one);
    }),
  );
}
