"use client";
import { Deliveries } from "#components/views/deliveries/deliveries.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function DeliveriesPane() {
  const { selected, select, light } = useWorkbench();
  const { trace, shown, scene } = useShown();
  return (
    <Deliveries
      trace={shown}
      run={trace}
      scene={scene}
      selected={selected}
      onSelect={select}
      onLine={({ file, line }) => light?.(file, line)}
    />
  );
}
