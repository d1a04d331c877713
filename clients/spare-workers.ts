// Keeps a few browser workers ready, their script loaded and nothing told to them yet: a run's clients are then there
// at once. A worker that has been taken is never given back.

export type SpareWorkers = { readonly take: () => Worker };

/** After so many milliseconds without another being taken the spares are made up again: not while clients come in. */
const REST = 500;

/** @param start makes a worker that loads its script */
export function keepSpareWorkers(count: number, start: () => Worker): SpareWorkers {
  const spares = new Set<Worker>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refill = (): void => {
    while (spares.size < count) {
      const worker = start();
      spares.add(worker);
      // Whoever takes the next one will hear of the reason; a spare that failed is none.
      worker.addEventListener("error", () => spares.delete(worker));
    }
  };
  refill();
  return {
    take() {
      clearTimeout(timer);
      timer = setTimeout(refill, REST);
      const [spare] = spares;
      if (!spare) return start();
      spares.delete(spare);
      return spare;
    },
  };
}
