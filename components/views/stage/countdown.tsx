// How long a client still waits, counting down as long as time goes on.
"use client";
import { useEffect, useState } from "react";

const TICK_MS = 100;

export function Countdown({
  until,
  at,
  isRunning,
}: {
  /** Both in milliseconds of the run; `at` is the moment shown. */
  readonly until: number;
  readonly at: number;
  readonly isRunning: boolean;
}) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    setPassed(0);
    if (!isRunning) return undefined;
    const began = performance.now();
    const timer = setInterval(() => {
      setPassed(performance.now() - began);
      if (at + performance.now() - began > until) clearInterval(timer);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [until, at, isRunning]);
  const left = Math.max(0, until - at - passed);
  // What only counts is not read out each time.
  return <span aria-hidden="true"> in {(left / 1000).toFixed(1)} s</span>;
}
