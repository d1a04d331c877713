"use client";
import { Timeline } from "#components/views/timeline/timeline.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function TimelinePane() {
  const { playhead, selected, seek } = useWorkbench();
  const { trace, scene } = useShown();
  return (
    <Timeline
      trace={trace}
      playhead={playhead}
      scene={scene}
      selected={selected}
      onGo={(seq) => seek(seq, seq)}
    />
  );
}
