"use client";
import { Clients } from "#components/views/clients/clients.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function ClientsPane() {
  const { selected, kin, seek } = useWorkbench();
  const { shown, scene } = useShown();
  return (
    <Clients
      trace={shown}
      scene={scene}
      selected={selected}
      kin={kin?.seqs}
      onGo={(seq) => seek(seq, seq)}
    />
  );
}
