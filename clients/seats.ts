// How many of a page's clients may keep polling at once: each holds one request, a browser has six connections to one
// server for all of a page, and those that send need some of them.

/** The seats of one client, which go with it. */
export type Seats = {
  readonly take: (seat: number) => boolean;
  readonly giveBack: (seat: number) => void;
  readonly giveBackAll: () => void;
};

/** For each client the seats that it takes of those that all have in common. */
export function shareSeats(most: number): () => Seats {
  let taken = 0;
  return () => {
    const own = new Set<number>();
    const giveBack = (seat: number) => {
      if (own.delete(seat)) taken -= 1;
    };
    return {
      take(seat) {
        if (taken === most || own.has(seat)) return false;
        own.add(seat);
        taken += 1;
        return true;
      },
      giveBack,
      giveBackAll: () => {
        for (const seat of own) giveBack(seat);
      },
    };
  };
}
