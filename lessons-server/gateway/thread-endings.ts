// At whose turn a thread of the runner ended. The runner's main thread tells it, before or after the line to the
// thread closes; when the whole process is gone, nobody does.
import type { ThreadEnded } from "#protocol/runner-lines.ts";

export type ThreadEndings = {
  readonly tell: (ended: ThreadEnded) => void;
  /** The program whose turn it was when the thread with this life ended; undefined when it was nobody's, or unknown. */
  readonly of: (life: number) => Promise<number | undefined>;
  readonly close: () => void;
};

export function createThreadEndings(): ThreadEndings {
  const told = new Map<number, number | undefined>();
  const asked = new Map<number, (program: number | undefined) => void>();
  let isClosed = false;
  return {
    tell({ ended, at }) {
      const program = at ?? undefined;
      const answer = asked.get(ended);
      asked.delete(ended);
      if (answer) answer(program);
      else told.set(ended, program);
    },
    of(life) {
      if (isClosed || told.has(life)) {
        const program = told.get(life);
        told.delete(life);
        return Promise.resolve(program);
      }
      return new Promise((answer) => asked.set(life, answer));
    },
    close() {
      isClosed = true;
      for (const answer of asked.values()) answer(undefined);
      asked.clear();
    },
  };
}
