// Answers that are waited for by a number, and a condition that is waited for at all.

export type Expectations<T> = {
  readonly wait: (id: number) => Promise<T>;
  readonly meet: (id: number, value: T) => void;
  /** Answers all that are waiting, and all that will, with this. */
  readonly fulfil: (value: T) => void;
};

/** Pairs what is waited for with what comes, whichever is first. */
export function expectations<T>(): Expectations<T> {
  const waiting = new Map<number, (value: T) => void>();
  const early = new Map<number, T>();
  let final: { readonly value: T } | undefined;
  return {
    wait(id) {
      const value = early.get(id);
      if (value !== undefined) {
        early.delete(id);
        return Promise.resolve(value);
      }
      if (final) return Promise.resolve(final.value);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    meet(id, value) {
      const resolve = waiting.get(id);
      waiting.delete(id);
      if (resolve) resolve(value);
      else early.set(id, value);
    },
    fulfil(value) {
      final = { value };
      for (const resolve of waiting.values()) resolve(value);
      waiting.clear();
    },
  };
}

export type Wait = {
  readonly reached: Promise<void>;
  /** Something has changed: look whether it holds now. */
  readonly look: () => void;
  /** It will not change any more. */
  readonly done: () => void;
};

/** A promise that resolves at the first look at which `holds` does. */
export function waitUntil(holds: () => boolean): Wait {
  let done: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { reached, done, look: () => (holds() ? done() : undefined) };
}
