// The kin of the selected event. How it is found comes when something is selected for the first time.
"use client";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { arrived } from "#components/ui/arriving.tsx";
import type { Seq, Trace } from "#trace/event.ts";
import type { Kin, kinOf } from "#trace/kin.ts";
import { createStore } from "./store.ts";

const finding = createStore<typeof kinOf | undefined>(undefined);
let isAsked = false;

export function useKin(trace: Trace, selected: Seq | undefined): Kin | undefined {
  const find = useSyncExternalStore(finding.subscribe, finding.get, finding.get);
  useEffect(() => {
    if (selected === undefined || isAsked) return;
    isAsked = true;
    void arrived(() => import("#trace/kin.ts")).then(({ kinOf: found }) => finding.set(found));
  }, [selected]);
  return useMemo(
    () => (selected === undefined ? undefined : find?.(trace, selected)),
    [find, trace, selected],
  );
}
