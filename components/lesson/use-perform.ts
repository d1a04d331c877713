// Has a client of the scene do something: at once if the lesson's program runs and everyone is there, else as soon as
// they are.
"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { type Workbench, WorkbenchContext } from "#components/playground/workbench.ts";
import { deedOfDoing, type Doing } from "#protocol/doing.ts";
import { areConnected } from "./connected.ts";

export type Performing = {
  readonly workbench: Workbench | undefined;
  /** The names of the scene's clients, in order. */
  readonly people: readonly string[];
  /** `isAfresh`: in a run that begins for it, and not in the one that is there. */
  readonly perform: (doing: Doing, isAfresh?: boolean) => void;
  /** It has been asked for, and the program or a client is not there yet. */
  readonly isWaiting: boolean;
};

/** `after`: the run that has to be over. */
type Waiting = { readonly doing: Doing; readonly after: string | undefined };
const nobody: readonly string[] = [];

export function usePerform(): Performing {
  const workbench = useContext(WorkbenchContext);
  const [waiting, setWaiting] = useState<Waiting>();
  const people = workbench?.lessonRun.clients.map(({ name }) => name) ?? nobody;
  const isReady = workbench !== undefined && isEveryoneThere(workbench);

  useEffect(() => {
    if (!waiting || !isReady || !workbench || runningIn(workbench) === waiting.after) return;
    setWaiting(undefined);
    tell(workbench, waiting.doing);
  }, [waiting, isReady, workbench]);

  // Nothing comes of it in a run that has ended.
  const phase = workbench?.lessonRun.phase.phase;
  const before = useRef(phase);
  useEffect(() => {
    const wasUnderWay = before.current === "starting" || before.current === "running";
    before.current = phase;
    if (wasUnderWay && (phase === "ended" || phase === "idle")) setWaiting(undefined);
  }, [phase]);

  return {
    workbench,
    people,
    isWaiting: waiting !== undefined,
    perform(doing, isAfresh = false) {
      if (!workbench) return;
      workbench.openExercise?.(undefined);
      if (isReady && !isAfresh) tell(workbench, doing);
      else {
        setWaiting({ doing, after: isAfresh ? runningIn(workbench) : undefined });
        const { phase } = workbench.lessonRun.phase;
        if (isAfresh || (phase !== "running" && phase !== "starting")) workbench.run();
      }
    },
  };
}

function isEveryoneThere(workbench: Workbench): boolean {
  const { phase, trace, clients } = workbench.lessonRun;
  if (phase.phase !== "running") return false;
  const run = runOf(workbench);
  return (run === undefined || run === phase.run) && areConnected(trace, clients);
}

const runningIn = ({ lessonRun: { phase } }: Workbench): string | undefined =>
  phase.phase === "running" ? phase.run : undefined;

function tell({ act }: Workbench, doing: Doing): void {
  act(doing.client, deedOfDoing(doing));
}

/** The run whose trace is there; undefined where none is, or its beginning has gone. */
export function runOf({ lessonRun: { trace } }: Pick<Workbench, "lessonRun">): string | undefined {
  const [first] = trace;
  return first?.kind === "run.started" ? first.run : undefined;
}
