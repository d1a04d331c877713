"use client";
import { useSyncExternalStore } from "react";
import type { Watched } from "./store.ts";

/** The value of a store, drawn again whenever the store tells of another. */
export function useStore<T>({ subscribe, get }: Watched<T>): T {
  return useSyncExternalStore(subscribe, get, get);
}
