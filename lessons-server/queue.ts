// First in, first out, at the same price however many wait: an array's `shift` moves all the others when they are many.

export type Queue<T> = {
  readonly push: (item: T) => void;
  readonly first: () => T | undefined;
  /** Takes the first out. */
  readonly shift: () => T | undefined;
  readonly size: () => number;
};

/** Taken items are given up once they are this many, and half of all. */
const FEW = 64;

export function createQueue<T>(): Queue<T> {
  let items: (T | undefined)[] = [];
  let taken = 0;
  return {
    push: (item) => void items.push(item),
    first: () => items[taken],
    shift() {
      if (taken === items.length) return undefined;
      const item = items[taken];
      items[taken++] = undefined;
      if (taken > FEW && taken * 2 > items.length) {
        items = items.slice(taken);
        taken = 0;
      }
      return item;
    },
    size: () => items.length - taken,
  };
}
