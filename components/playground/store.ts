// A value that changes and says so: what React reads with useSyncExternalStore, and what plain code can watch too.

export type Store<T> = {
  readonly get: () => T;
  readonly set: (next: T) => void;
  /** Called after each change; returns the stop. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** What can be read and watched, and set by somebody else. */
export type Watched<T> = Pick<Store<T>, "get" | "subscribe">;

export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
