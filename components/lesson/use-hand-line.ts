// A console's line to the lesson's own run, dialled with the first writing; the program is run when it does not run yet.
"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { isListening } from "#components/playground/run-progress.ts";
import { type Workbench, WorkbenchContext } from "#components/playground/workbench.ts";
import { type HandLine, openHandLine, type Passed } from "./hand-line.ts";
import { runOf } from "./use-perform.ts";

export type Line = {
  readonly isOpen: boolean;
  /** Something was written, and the program does not run yet. */
  readonly isWaiting: boolean;
  /** Why what waited was not written. */
  readonly unwritten: string | undefined;
  /** The last that have passed, oldest first; `id` counts from 0. */
  readonly passed: readonly Kept[];
  readonly write: (bytes: Uint8Array) => void;
  readonly hangUp: () => void;
};
export type Kept = { readonly id: number; readonly passed: Passed };

type Waiting = { readonly bytes: readonly Uint8Array[]; readonly unwritten?: string };
const NOTHING: Waiting = { bytes: [] };
/** What is kept of a line. */
const KEPT = 60;

export function useHandLine(): Line {
  const workbench = useContext(WorkbenchContext);
  const line = useRef<HandLine>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [waiting, setWaiting] = useState(NOTHING);
  const [passed, setPassed] = useState<readonly Kept[]>([]);
  useEffect(() => () => line.current?.hangUp(), []);

  const address = workbench?.address;
  const phase = workbench?.lessonRun.phase;
  const isThere = workbench !== undefined && listens(workbench);
  const dial = (home: string, bytes: readonly Uint8Array[]) => {
    const its = openHandLine(home, (one) => {
      setPassed((before) => kept(before, one));
      if (one.is !== "ended" || line.current !== its) return;
      line.current = undefined;
      setOpen(false);
    });
    line.current = its;
    setOpen(true);
    for (const each of bytes) its.write(each);
  };
  useEffect(() => {
    if (waiting.bytes.length === 0 || !isThere || address === undefined) return;
    setWaiting(NOTHING);
    dial(address, waiting.bytes);
  }, [waiting, isThere, address]);
  // With each change of it: as it was when something was written, it says nothing of the run that was asked for.
  useEffect(() => {
    if (phase?.phase !== "ended" && phase?.phase !== "unreachable") return;
    const { text } = phase;
    setWaiting((now) => (now.bytes.length === 0 ? now : { bytes: [], unwritten: text }));
  }, [phase]);

  return {
    isOpen,
    isWaiting: waiting.bytes.length > 0,
    unwritten: waiting.unwritten,
    passed,
    write(bytes) {
      if (line.current?.write(bytes)) return;
      setWaiting((now) => ({ bytes: [...now.bytes, bytes] }));
      if (phase?.phase === "running" || phase?.phase === "starting") return;
      // The first has asked for it, unless that came to nothing.
      if (waiting.bytes.length > 0 && phase?.phase !== "unreachable") return;
      workbench?.openExercise?.(undefined);
      workbench?.run();
    },
    hangUp: () => line.current?.hangUp(),
  };
}

/** Whether the program of now has its port: a line to it that is dialled earlier finds nobody. */
function listens(workbench: Pick<Workbench, "lessonRun">): boolean {
  const { phase, trace } = workbench.lessonRun;
  if (phase.phase !== "running" || !isListening(trace)) return false;
  const run = runOf(workbench);
  return run === undefined || run === phase.run;
}

const kept = (before: readonly Kept[], passed: Passed): readonly Kept[] =>
  [...before, { id: (before.at(-1)?.id ?? -1) + 1, passed }].slice(-KEPT);
