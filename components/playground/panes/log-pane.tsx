"use client";
import { Log } from "#components/views/log/log.tsx";
import { Place } from "../place.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function LogPane() {
  const { selected, kin, seek } = useWorkbench();
  const { shown, scene } = useShown();
  return (
    <Log
      trace={shown}
      scene={scene}
      selected={selected}
      kin={kin?.seqs}
      onGo={(seq) => seek(seq, seq)}
      placeOf={(where) => <Place where={where} />}
    />
  );
}
