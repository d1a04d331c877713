// The parts of a lesson that a run changes. The server draws them whole, so that there is everything to read at once;
// in the browser their code is a chunk of its own, which comes later and takes over what stands there.
"use client";
import dynamic from "next/dynamic";
import { Activity, type ComponentType, createElement, lazy } from "react";
import { arrived } from "#components/ui/arriving.tsx";
import type { LessonWorkbenchProps } from "#components/playground/lesson-workbench.tsx";
import type * as Live from "./live-parts.ts";

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

export const FigureStage = laterAndNear((live) => live.figureStage());
export const Act = later((live) => live.Act);
export const EmitTable = later((live) => live.EmitTable);
export const Exercise = later((live) => live.Exercise);
export const LessonProgressOf = later((live) => live.LessonProgressOf);
export const Line = later((live) => live.Line);
export const Predict = later((live) => live.Predict);
export const Task = later((live) => live.Task);
export const Why = later((live) => live.Why);

/** How far from the screen something still is when its code is let in, in pixels. */
const NEAR = "600px";

/** What stands as the server drew it until it comes near the screen. One that is near brings all of its kind. */
function laterAndNear<P extends object>(load: (live: typeof Live) => Promise<ComponentType<P>>) {
  const Part = lazy(async () => {
    await aFigureIsNear();
    return { default: await load(await coming) };
  });
  return function Later(props: P) {
    return <Activity>{createElement(Part, props)}</Activity>;
  };
}

/** At once on the server, which draws all of them, and where none is drawn yet: it would be waited for without end. */
function aFigureIsNear(): Promise<void> {
  if (typeof IntersectionObserver === "undefined") return Promise.resolve();
  const figures = document.querySelectorAll("figure");
  if (figures.length === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: NEAR },
    );
    for (const figure of figures) observer.observe(figure);
  });
}

function later<P extends object>(pick: (live: typeof Live) => ComponentType<P>) {
  const Part = lazy(async () => ({ default: pick(await coming) }));
  return function Later(props: P) {
    return createElement(Part, props);
  };
}
