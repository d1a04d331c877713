// The kin of the selected event. How it is found comes when something is selected for the first time.
"use client";
import { useMemo } from "react";
import type { Seq, Trace } from "#trace/event.ts";
import type { Kin } from "#trace/kin.ts";
import { onNeed } from "./on-need.ts";

const useFinding = onNeed(() => import("#trace/kin.ts").then(({ kinOf }) => kinOf));

export function useKin(trace: Trace, selected: Seq | undefined): Kin | undefined {
  const find = useFinding(selected !== undefined);
  return useMemo(
    () => (selected === undefined ? undefined : find?.(trace, selected)),
    [find, trace, selected],
  );
}
