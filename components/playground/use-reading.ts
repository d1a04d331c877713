// The workbench for what is read and not watched: what the learner does is there at once, what a run brings as often as
// one can read it. Only the stage draws every frame.
"use client";
import { useCalm } from "./use-calm.ts";
import type { Workbench } from "./workbench.ts";

const READ_MS = 100;
/** What changes with every event of a run. */
const NEWS: ReadonlySet<string> = new Set(["trace", "shown", "lessonRun", "kin"]);

/** The same object as long as nothing but news has come. */
export function useReading(latest: Workbench): Workbench {
  const calm = useCalm(latest, READ_MS);
  return differsOnlyInNews(calm, latest) ? calm : latest;
}

export function differsOnlyInNews(one: Workbench, other: Workbench): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Workbench>;
  return [...names].every((name) => NEWS.has(name) || Object.is(one[name], other[name]));
}
