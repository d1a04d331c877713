// What a pane reads of the run: whole, and up to the playhead. As often as one can read, not as often as one can draw.
"use client";
import { useMemo } from "react";
import type { Trace } from "#trace/event.ts";
import { useCalm } from "../use-calm.ts";
import { useWorkbench } from "../workbench.ts";

/** A little less than what a run is read at: what comes at that pace is drawn as it comes. */
const READ_MS = 80;

export type Shown = {
  /** The whole run of what is on stage. */
  readonly trace: Trace;
  /** The events up to the playhead. */
  readonly shown: Trace;
  /** The names of the scene's clients, in its order. */
  readonly scene: readonly string[];
};

export function useShown(): Shown {
  const { clients, ...latest } = useWorkbench();
  const trace = useCalm(latest.trace, READ_MS);
  const shown = useCalm(latest.shown, READ_MS);
  const scene = useMemo(() => clients.map(({ name }) => name), [clients]);
  return { trace, shown, scene };
}
