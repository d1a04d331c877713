// Whose turn it is among the programs of a thread. They share it by start-time fair queueing: each turn moves a
// program's place in the queue on by what the turn cost, and whoever would be done first goes next. So a program that
// does little waits for the turn that is under way and no longer, however many others there are and whatever they want.

/** A program that may have something to do. */
export type Taker = {
  readonly hasWork: () => boolean;
  /** Milliseconds until it may take a turn, whoever else there is; 0: now. */
  readonly rest: () => number;
  /** @returns what the turn cost, in units of fuel. */
  readonly takeTurn: () => number;
};

export type Turns = {
  /** Lets it take turns until it has no work left. */
  readonly wake: (taker: Taker) => void;
  readonly remove: (taker: Taker) => void;
  /** Goes on after a time in which there might be no turns. */
  readonly goOn: () => void;
};

type Place = {
  readonly taker: Taker;
  /** In units of fuel, on a line that all programs of the thread move along. */
  start: number;
  /** What its turn will cost, as far as can be known. */
  expected: number;
  isResting: boolean;
};

/** Between two slices the thread hears what has arrived. A long turn ends its slice. */
const SLICE_MS = 1;

/**
 * `firstTurn` is what a program's first turn is expected to cost; `afterSlice` is called after the turns of each slice.
 * While `mustWait` holds there are none; whoever ends that says `goOn`.
 */
export function createTurns(
  firstTurn: number,
  afterSlice: () => void,
  mustWait: () => boolean = () => false,
): Turns {
  const places = new Map<Taker, Place>();
  const waiting = new Set<Place>();
  /** Where the line has got to. */
  let now = 0;
  let isSoon = false;
  let later: NodeJS.Timeout | undefined;

  function slice(): void {
    isSoon = false;
    if (mustWait()) return;
    const end = performance.now() + SLICE_MS;
    do {
      const next = choose();
      if (!next) break;
      now = Math.max(now, next.start);
      next.expected = next.taker.takeTurn();
      next.start += next.expected;
    } while (performance.now() < end);
    afterSlice();
    schedule();
  }

  function choose(): Place | undefined {
    let first: Place | undefined;
    for (const place of waiting) {
      if (!place.taker.hasWork()) waiting.delete(place);
      else if (mayGo(place) && (!first || endOf(place) < endOf(first))) first = place;
    }
    return first;
  }

  function mayGo(place: Place): boolean {
    const wasResting = place.isResting;
    place.isResting = place.taker.rest() > 0;
    if (wasResting) catchUp(place);
    return !place.isResting;
  }

  /** Who did not want a turn, or might not have one, has no claim on those of that time. */
  function catchUp(place: Place): void {
    place.start = Math.max(place.start, now);
  }

  function schedule(): void {
    if (isSoon || waiting.size === 0 || mustWait()) return;
    clearTimeout(later);
    const rest = Math.min(...[...waiting].map(({ taker }) => taker.rest()));
    if (rest > 0) {
      later = setTimeout(slice, Math.ceil(rest));
      return;
    }
    isSoon = true;
    setImmediate(slice);
  }

  return {
    wake(taker) {
      const place = places.get(taker) ?? {
        taker,
        start: now,
        expected: firstTurn,
        isResting: false,
      };
      places.set(taker, place);
      if (!waiting.has(place)) catchUp(place);
      waiting.add(place);
      schedule();
    },
    remove(taker) {
      const place = places.get(taker);
      places.delete(taker);
      if (place) waiting.delete(place);
    },
    goOn: schedule,
  };
}

const endOf = ({ start, expected }: Place): number => start + expected;
