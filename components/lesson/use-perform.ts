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
  readonly perform: (doing: Doing) => void;
  /** It has been asked for, and the program or a client is not there yet. */
  readonly isWaiting: boolean;
};

const nobody: readonly string[] = [];

export function usePerform(): Performing {
  const workbench = useContext(WorkbenchContext);
  const [waiting, setWaiting] = useState<Doing>();
  const people = workbench?.lessonRun.clients.map(({ name }) => name) ?? nobody;
  const isReady = workbench !== undefined && isEveryoneThere(workbench);

  useEffect(() => {
    if (!waiting || !isReady || !workbench) return;
    setWaiting(undefined);
    tell(workbench, waiting);
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
    perform(doing) {
      if (!workbench) return;
      workbench.openExercise?.(undefined);
      if (isReady) tell(workbench, doing);
      else {
        setWaiting(doing);
        const { phase } = workbench.lessonRun.phase;
        if (phase !== "running" && phase !== "starting") workbench.run();
      }
    },
  };
}

function isEveryoneThere({ lessonRun }: Workbench): boolean {
  const { phase, trace, clients } = lessonRun;
  return phase.phase === "running" && areConnected(trace, clients);
}

function tell({ act }: Workbench, doing: Doing): void {
  act(doing.client, deedOfDoing(doing));
}
