// What of the lanes is in sight, and how large: scrolling is the browser's, and what is drawn changes only once one has
// scrolled out of what was drawn. Live, the end stays in sight unless one has scrolled away from it.
"use client";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Sight } from "./lanes-picture.ts";

/** Pixels for one step. */
const STEP = { first: 24, least: 0.02, most: 64 };
const FACTOR = 1.5;
/** What is drawn beyond what is in sight, and by how much it changes. */
const SPARE = 256;
/** At most, in pixels: of the frame and of rounding. */
const BORDER = 4;
/** As long as there is no screen. */
const UNSEEN: Sight = { from: 0, to: 1_024, top: 0, bottom: 512 };

type Content = Readonly<{
  /** In steps. */
  width: number;
  /** What stands fixed at the left, in pixels. */
  head: number;
  /** Where the playhead is, in steps; undefined when it follows the run. */
  playhead: number | undefined;
}>;

export type Zoom = Readonly<{
  ref: (element: HTMLElement | null) => (() => void) | undefined;
  step: number;
  sight: Sight;
  zoomBy: (direction: 1 | -1, at?: number) => void;
  fit: () => void;
  /** Scrolls to a place in steps, if it is out of sight. */
  reveal: (x: number) => void;
}>;

export function useZoom({ width, head, playhead }: Content): Zoom {
  const scroller = useRef<HTMLElement>(null);
  const [step, setStep] = useState(STEP.first);
  const [sight, setSight] = useState(UNSEEN);
  const isLive = playhead === undefined;
  /** At the end of a run that goes on, and to stay there: until one scrolls away. */
  const follows = useRef(true);
  const followsEnd = useRef(isLive);
  /** In pixels. What was drawn before may reach beyond it, and hold the scrolling open. */
  const length = useRef(0);
  /** What is to stay where it is while the step changes: a place in steps, and where it is on the screen. */
  const anchor = useRef<Readonly<{ x: number; at: number }>>(undefined);

  const zoomTo = useCallback(
    (next: (step: number) => number, at?: number) => {
      const element = scroller.current;
      const middle = at ?? ((element?.clientWidth ?? 0) - head) / 2;
      setStep((before) => {
        const after = Math.min(Math.max(next(before), STEP.least), STEP.most);
        anchor.current = { x: ((element?.scrollLeft ?? 0) + middle) / before, at: middle };
        return after;
      });
    },
    [head],
  );
  const zoomBy = useCallback(
    (direction: 1 | -1, at?: number) => zoomTo((before) => before * FACTOR ** direction, at),
    [zoomTo],
  );
  const fit = useCallback(() => {
    const room = (scroller.current?.clientWidth ?? 0) - head;
    if (room > 0 && width > 0) zoomTo(() => room / width, 0);
  }, [zoomTo, width, head]);

  const ref = useCallback(
    (element: HTMLElement | null) => {
      scroller.current = element;
      if (element === null) return undefined;
      const look = (): void => {
        const next = sightOf(element, head);
        setSight((before) => (isSame(before, next) ? before : next));
      };
      const onWheel = (event: WheelEvent): void => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const at = event.clientX - element.getBoundingClientRect().left - head;
        zoomBy(event.deltaY < 0 ? 1 : -1, Math.max(0, at));
      };
      const onScroll = (): void => {
        follows.current = element.scrollLeft >= endOf(element, length.current) - SPARE / 8;
        look();
      };
      const observer = new ResizeObserver(() => {
        // Only now it may have a size at all: styles can come after what they are for.
        if (followsEnd.current && follows.current)
          element.scrollLeft = endOf(element, length.current);
        look();
      });
      observer.observe(element);
      element.addEventListener("scroll", onScroll, { passive: true });
      element.addEventListener("wheel", onWheel, { passive: false });
      look();
      return () => {
        observer.disconnect();
        element.removeEventListener("scroll", onScroll);
        element.removeEventListener("wheel", onWheel);
      };
    },
    [head, zoomBy],
  );

  const reveal = useCallback(
    (x: number) => {
      const element = scroller.current;
      if (element === null) return;
      const room = element.clientWidth - head;
      const margin = Math.min(60, room / 4);
      const at = x * step - element.scrollLeft;
      if (at < margin) element.scrollLeft += at - margin;
      else if (at > room - margin) element.scrollLeft += at - room + margin;
    },
    [step, head],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    const kept = anchor.current;
    anchor.current = undefined;
    if (element && kept) element.scrollLeft = kept.x * step - kept.at;
  }, [step]);
  useLayoutEffect(() => {
    const element = scroller.current;
    // Who comes back to now wants to see it.
    if (isLive && !followsEnd.current) follows.current = true;
    followsEnd.current = isLive;
    length.current = head + width * step;
    if (element === null) return;
    const end = endOf(element, length.current);
    // Another run is shorter.
    const isBeyond = element.scrollLeft > end + BORDER;
    if (isBeyond) follows.current = true;
    if (isBeyond || (isLive && follows.current)) element.scrollLeft = end;
  }, [isLive, width, step, head]);
  useEffect(() => {
    if (playhead !== undefined) reveal(playhead);
  }, [playhead, reveal]);

  return { ref, step, sight, zoomBy, fit, reveal };
}

/** How far one can scroll to see the last of so many pixels. */
const endOf = ({ clientWidth }: HTMLElement, length: number): number =>
  Math.max(0, length - clientWidth);

function sightOf(element: HTMLElement, head: number): Sight {
  const before = (at: number): number => Math.max(0, Math.floor((at - SPARE) / SPARE) * SPARE);
  const after = (at: number): number => Math.ceil((at + SPARE) / SPARE) * SPARE;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
  return {
    from: before(scrollLeft),
    to: after(scrollLeft + clientWidth - head),
    top: before(scrollTop),
    bottom: after(scrollTop + clientHeight),
  };
}

const isSame = (a: Sight, b: Sight): boolean =>
  a.from === b.from && a.to === b.to && a.top === b.top && a.bottom === b.bottom;
