"use client";
import { Timeline } from "#components/views/timeline/timeline.tsx";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function TimelinePane() {
  const { playhead, selected, seek, kin } = useWorkbench();
  const { trace, scene } = useShown();
  return (
    <Timeline
      trace={trace}
      playhead={playhead}
      scene={scene}
      selected={selected}
      {...(kin && { kin: kin.seqs })}
      onGo={(seq) => seek(seq, seq)}
      onSeek={(seq) => seek(seq)}
    />
  );
}
