// The moment of the run, to be dragged. Whoever presses near a mark means what it stands for, not what is beside it.
"use client";
import { type PointerEvent, useMemo, useRef, useState } from "react";
import type { Actor } from "#trace/cast.ts";
import { nearestMark, type StepMark, stepMarks } from "#trace/step-marks.ts";
import type { Step } from "#trace/steps.ts";
import { Marks } from "./scrubber-marks.tsx";
import styles from "./scrubber.module.css";
import { stepWords } from "./wanted.ts";

type Props = {
  readonly steps: readonly Step[];
  readonly cast: readonly Actor[];
  /** From 1; 0 before the first step. */
  readonly place: number;
  readonly isLive: boolean;
  readonly onPlace: (place: number) => void;
};

/** No more than can be told apart on a wide screen. */
const COLUMNS = 240;
/** Pixels: half the thumb, which is how far its middle stays from either end; and how near is near. */
const EDGE = 7;
const NEAR = 6;

export function Track({ steps, cast, place, isLive, onPlace }: Props) {
  const marks = useMemo(() => stepMarks(steps, COLUMNS), [steps]);
  const [pointed, point] = useState<StepMark>();
  // Pointers move oftener than a screen is drawn, and all that is drawn follows.
  const [asked, ask] = useState<number>();
  const frame = useRef<number>(undefined);
  const latest = useRef(0);
  const pressedAt = useRef(0);
  const isEmpty = steps.length === 0;
  const here = steps[place - 1];

  const go = (to: number): void => {
    latest.current = to;
    ask(to);
    frame.current ??= requestAnimationFrame(() => {
      frame.current = undefined;
      ask(undefined);
      onPlace(latest.current);
    });
  };
  const markUnder = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const room = Math.max(width - 2 * EDGE, 1);
    return nearestMark(marks, (clientX - left - EDGE) / room, NEAR / room);
  };
  return (
    <div className={styles.track}>
      <Marks
        marks={marks}
        cast={cast}
        pointed={pointed}
        words={pointed ? stepWords(pointed.step) : ""}
      />
      <input
        type="range"
        data-part="moment"
        aria-label="Moment of the run"
        aria-valuetext={
          isLive ? "live" : `event ${place} of ${steps.length}${here ? `: ${stepWords(here)}` : ""}`
        }
        min={isEmpty ? 0 : 1}
        max={Math.max(steps.length, 1)}
        value={asked ?? (isEmpty ? 0 : Math.max(place, 1))}
        disabled={isEmpty}
        onChange={(event) => go(event.target.valueAsNumber)}
        onPointerMove={(event) => point(event.buttons === 0 ? markUnder(event) : undefined)}
        onPointerLeave={() => point(undefined)}
        onPointerDown={({ clientX }) => {
          pressedAt.current = clientX;
        }}
        onPointerUp={(event) => {
          const isDragged = Math.abs(event.clientX - pressedAt.current) > NEAR;
          const mark = isDragged ? undefined : markUnder(event);
          if (mark) go(steps.indexOf(mark.step) + 1);
        }}
      />
    </div>
  );
}
