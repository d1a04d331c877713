// Those who wait for a sandbox while all are in use: first come, first served, and each knows its place.

export type Waiting = {
  /** True when it is this one's turn; false when it has left. */
  readonly turn: Promise<boolean>;
  readonly leave: () => void;
};

export type WaitingLine = {
  /** Hears its place now and whenever it changes: 1 is next. Undefined when too many wait already. */
  readonly join: (onPlace: (place: number) => void) => Waiting | undefined;
  /** It is the turn of the first. */
  readonly admit: () => void;
  readonly depth: () => number;
};

type Place = { readonly onPlace: (place: number) => void; readonly end: (turn: boolean) => void };

export function createWaitingLine(most: number): WaitingLine {
  const places: Place[] = [];

  function tellFrom(index: number): void {
    for (const [i, { onPlace }] of places.entries()) if (i >= index) onPlace(i + 1);
  }

  function remove(place: Place | undefined, turn: boolean): void {
    const index = place ? places.indexOf(place) : -1;
    if (index < 0) return;
    places.splice(index, 1);
    place?.end(turn);
    tellFrom(index);
  }

  return {
    join(onPlace) {
      if (places.length >= most) return undefined;
      let end: Place["end"] = () => undefined;
      const turn = new Promise<boolean>((resolve) => {
        end = resolve;
      });
      const place: Place = { onPlace, end };
      places.push(place);
      tellFrom(places.length - 1);
      return { turn, leave: () => remove(place, false) };
    },
    admit: () => remove(places[0], true),
    depth: () => places.length,
  };
}
