// The parts of a lesson that a run changes. The server draws them whole, so that there is everything to read at once;
// in the browser their code is a chunk of its own, which comes later and takes over what stands there.
"use client";
import dynamic from "next/dynamic";
import { Activity, type ComponentType, createElement, lazy } from "react";
import { arrived } from "#components/ui/arriving.tsx";
import type { LessonWorkbenchProps } from "#components/playground/lesson-workbench.tsx";
import type * as Live from "./live-parts.ts";
import { near } from "./near.tsx";

let came: (live: typeof Live) => void;
/** The chunk, asked for below and nowhere else: asked for in another way, most of it would come a second time. */
const coming = new Promise<typeof Live>((resolve) => {
  came = resolve;
});

// Next's own lazy puts the chunk's style sheets into the page.
const LiveWorkbench = dynamic(async () => {
  const live = await arrived(() => import("./live-parts.ts"));
  came(live);
  return live.LessonWorkbench;
});

/** An <Activity> waits for its code without a word; a <Suspense> of this size would hide the server's HTML until then. */
export function LessonWorkbench(props: LessonWorkbenchProps) {
  return (
    <Activity>
      <LiveWorkbench {...props} />
    </Activity>
  );
}

export const FigureStage = whenNear((live) => live.figureStage());
export const ByHand = whenNear((live) => live.byHand());
export const CheatSheet = whenNear((live) => live.cheatSheet());
export const Feeds = whenNear((live) => live.feeds());
export const EmitTable = whenNear((live) => live.emitTable());
export const Exercise = whenNear((live) => live.exercise());
export const TcpModel = whenNear((live) => live.tcpModel());
export const Act = later((live) => live.Act);
export const LessonProgressOf = later((live) => live.LessonProgressOf);
export const LessonReading = later((live) => live.LessonReading);
export const Line = later((live) => live.Line);
export const Predict = later((live) => live.Predict);
export const Task = later((live) => live.Task);
export const Why = later((live) => live.Why);

function whenNear<P extends object>(pick: (live: typeof Live) => Promise<ComponentType<P>>) {
  return near(async () => pick(await coming));
}

function later<P extends object>(pick: (live: typeof Live) => ComponentType<P>) {
  const Part = lazy(async () => ({ default: pick(await coming) }));
  return function Later(props: P) {
    return createElement(Part, props);
  };
}
