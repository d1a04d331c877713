"use client";
import { Rooms } from "#components/views/rooms/rooms.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function RoomsPane() {
  const { selected, kin, seek } = useWorkbench();
  const { shown, scene } = useShown();
  return (
    <Rooms
      trace={shown}
      scene={scene}
      selected={selected}
      kin={kin?.seqs}
      onGo={(seq) => seek(seq, seq)}
    />
  );
}
