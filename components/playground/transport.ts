// The moves one makes in a run, for the scrubber's buttons and for the keys.
import type { Step } from "#trace/steps.ts";
import { stepped } from "./playhead.ts";
import type { Workbench } from "./workbench.ts";

type Transport = Pick<Workbench, "playhead" | "pace" | "seek" | "play" | "pause">;

export function transportOf(
  { playhead, pace, seek, play, pause }: Transport,
  steps: readonly Step[],
) {
  return {
    back: () => seek(stepped(steps, playhead, -1)),
    forth: () => seek(stepped(steps, playhead, 1)),
    /** Plays on, or stands still where the run is. */
    playOrPause: () => {
      if (pace.isPlaying) pause();
      else if (playhead === "live") seek(steps.at(-1)?.seq ?? "live");
      else play();
    },
    live: () => seek("live"),
  };
}
