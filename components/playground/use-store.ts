"use client";
import { useSyncExternalStore } from "react";
import type { Watched } from "./store.ts";

/** The value of a store, drawn again whenever the store tells of another. */
export const useStore = <T>(store: Watched<T>): T => usePart(store, whole);

/** Part of it: what is no other part draws nothing. */
export function usePart<T, P>({ subscribe, get }: Watched<T>, part: (value: T) => P): P {
  const now = () => part(get());
  return useSyncExternalStore(subscribe, now, now);
}

const whole = <T>(value: T): T => value;
