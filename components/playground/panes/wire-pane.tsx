"use client";
import { Wire } from "#components/views/wire/wire.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function WirePane() {
  const { selected, select } = useWorkbench();
  const { trace, shown, scene } = useShown();
  return <Wire run={trace} trace={shown} scene={scene} selected={selected} onSelect={select} />;
}
