"use client";
import { Deliveries } from "#components/views/deliveries/deliveries.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function SentPane() {
  const { selected, kin, select, light, show } = useWorkbench();
  const { trace, shown, scene } = useShown();
  return (
    <Deliveries
      trace={shown}
      run={trace}
      scene={scene}
      selected={selected}
      kin={kin}
      onSelect={select}
      onLine={({ file, line }) => light?.(file, line)}
      onBytes={(seq) => {
        select(seq);
        show("wire");
      }}
    />
  );
}
