// What waits for one program, in the order in which it came: a little of it in the runner, so that a turn is never waited
// for, and the rest here. However much waits for one program, the line that all programs of a thread share stays short.
import { createQueue } from "../queue.ts";

export type InputWindow = {
  /** Hands the input on, or holds it until the program has taken what came before. */
  readonly give: (input: string) => void;
  /** The program has taken the first of those it had not. */
  readonly taken: () => void;
  /** Characters of all that it has not taken. */
  readonly waiting: () => number;
};

/** Characters that one program may have waiting in the runner; the input that goes beyond is the last. */
export const WINDOW = 262_144;

export function createInputWindow(handOn: (input: string) => void): InputWindow {
  const there = createQueue<number>();
  const here = createQueue<string>();
  let waitingThere = 0;
  let waitingHere = 0;

  function hand(input: string): void {
    there.push(input.length);
    waitingThere += input.length;
    handOn(input);
  }

  return {
    give(input) {
      if (here.size() === 0 && waitingThere < WINDOW) return hand(input);
      here.push(input);
      waitingHere += input.length;
    },
    taken() {
      waitingThere -= there.shift() ?? 0;
      while (waitingThere < WINDOW) {
        const next = here.shift();
        if (next === undefined) return;
        waitingHere -= next.length;
        hand(next);
      }
    },
    waiting: () => waitingThere + waitingHere,
  };
}
