// Questions across a wall: each has a number, by which its answer is known, and whoever asked hears also when none will come.

export type Questions<T> = {
  /** Puts a question under a number of its own; undefined when it is given up. */
  readonly ask: (put: (number: number) => void) => Promise<T | undefined>;
  /** Ignores an answer that nobody waits for. */
  readonly answer: (number: number, answer: T) => void;
  readonly giveUp: () => void;
};

export function createQuestions<T>(): Questions<T> {
  const waiting = new Map<number, (answer: T | undefined) => void>();
  let asked = 0;
  const settle = (number: number, answer: T | undefined): void => {
    waiting.get(number)?.(answer);
    waiting.delete(number);
  };
  return {
    ask(put) {
      const number = ++asked;
      return new Promise((resolve) => {
        waiting.set(number, resolve);
        put(number);
      });
    },
    answer: settle,
    giveUp() {
      for (const number of waiting.keys()) settle(number, undefined);
    },
  };
}
