// A choice that this browser remembers. Where it keeps nothing, the choice holds as long as the page does.
"use client";
import { useSyncExternalStore } from "react";
import { createStore, type Store } from "./store.ts";

export type Kept = Store<string> & {
  /** What it is until somebody has chosen, and on the server. */
  readonly initial: string;
};

/** `name` is the choice's own, among all that this site keeps. */
export function createKept(name: string, initial: string): Kept {
  const key = `sockets-101:${name}`;
  const chosen = createStore<string | undefined>(undefined);
  return {
    initial,
    get: () => chosen.get() ?? stored(key) ?? initial,
    subscribe: chosen.subscribe,
    set(next) {
      try {
        localStorage.setItem(key, next);
      } catch {
        // Storage is refused or full.
      }
      chosen.set(next);
    },
  };
}

export const useKept = ({ subscribe, get, initial }: Kept): string =>
  useSyncExternalStore(subscribe, get, () => initial);

function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
