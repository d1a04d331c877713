// Whoever reads what changes with every frame of the screen takes turns: in one frame one of them is told, who has waited
// longest, so that no frame has to draw them all. Pure but for the clock.
import { type Clock, nextFrame, PAGE } from "./clock.ts";
import type { Watched } from "./store.ts";

export type Turns = {
  /**
   * The same value, told of in turn and at most once in so many milliseconds. What it is at last is told too, and
   * whoever asks has the latest at any time.
   */
  readonly inTurn: <T>(source: Watched<T>, ms: number) => Watched<T>;
};

type Reader = { readonly ms: number; readonly tell: () => void; toldAt: number };

/** @param schedule calls back before the next frame. */
export function createTurns(
  schedule: (turn: () => void) => void = nextFrame,
  { now, after }: Clock = PAGE,
): Turns {
  /** Those who have not been told of the latest. */
  const waiting = new Set<Reader>();
  const dueIn = ({ toldAt, ms }: Reader): number => toldAt + ms - now();
  let isScheduled = false;
  let stopWaiting = () => {};

  const arrange = () => {
    stopWaiting();
    if (isScheduled || waiting.size === 0) return;
    const wait = Math.min(...[...waiting].map(dueIn));
    if (wait > 0) {
      stopWaiting = after(wait, arrange);
      return;
    }
    isScheduled = true;
    schedule(turn);
  };
  const turn = () => {
    isScheduled = false;
    const [next] = [...waiting]
      .filter((reader) => dueIn(reader) <= 0)
      .toSorted((one, other) => one.toldAt - other.toldAt);
    if (next !== undefined) {
      waiting.delete(next);
      next.toldAt = now();
      next.tell();
    }
    arrange();
  };

  return {
    inTurn: ({ get, subscribe }, ms) => ({
      get,
      subscribe(tell) {
        const reader: Reader = { ms, tell, toldAt: Number.NEGATIVE_INFINITY };
        const stop = subscribe(() => {
          waiting.add(reader);
          arrange();
        });
        return () => {
          stop();
          waiting.delete(reader);
        };
      },
    }),
  };
}
