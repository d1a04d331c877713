// Code that comes when it is needed for the first time.
"use client";
import { useEffect, useSyncExternalStore } from "react";
import { arrived } from "#components/ui/arriving.tsx";
import { createStore } from "./store.ts";

/** A hook that gives what `load` brings: undefined until somebody has needed it and it has come. */
export function onNeed<T>(load: () => Promise<T>): (isNeeded: boolean) => T | undefined {
  const come = createStore<T | undefined>(undefined);
  let isAsked = false;
  return function useNeeded(isNeeded) {
    useEffect(() => {
      if (!isNeeded || isAsked) return;
      isAsked = true;
      void arrived(load).then(come.set);
    }, [isNeeded]);
    return useSyncExternalStore(come.subscribe, come.get, nothing);
  };
}

const nothing = () => undefined;
