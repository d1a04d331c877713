"use client";
import { Clients } from "#components/views/clients/clients.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function ClientsPane() {
  const { selected, seek } = useWorkbench();
  const { shown, scene } = useShown();
  return <Clients trace={shown} scene={scene} selected={selected} onGo={(seq) => seek(seq, seq)} />;
}
