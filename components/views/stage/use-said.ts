// What is said aloud of the moment: to whoever steps, each at once; of a run that goes on, the last word of a flurry, and
// seldom more than that. Somebody has to listen to it.
"use client";
import { useEffect, useRef, useState } from "react";

/** Milliseconds: so long nothing else happens, and so far apart are two that are said. */
const QUIET_MS = 1_200;
const APART_MS = 5_000;

export function useSaid(sentence: string, isStill: boolean): string {
  const [said, say] = useState(sentence);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (isStill) {
      say(sentence);
      return undefined;
    }
    const wait = Math.max(QUIET_MS, lastAt.current + APART_MS - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      say(sentence);
    }, wait);
    return () => clearTimeout(timer);
  }, [sentence, isStill]);
  return said;
}
