"use client";
import { Acks } from "#components/views/acks/acks.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function AcksPane() {
  const { selected, kin, seek, light } = useWorkbench();
  const { shown, scene } = useShown();
  return (
    <Acks
      trace={shown}
      scene={scene}
      selected={selected}
      kin={kin?.seqs}
      onGo={seek}
      onLine={({ file, line }) => light?.(file, line)}
    />
  );
}
