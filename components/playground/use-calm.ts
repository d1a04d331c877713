// A value that changes at every frame, for what nobody reads that fast.
"use client";
import { useEffect, useRef, useState } from "react";

/** The latest value at once, and then at most every `ms`; what it is at last is never left out. */
export function useCalm<T>(latest: T, ms: number): T {
  const [calm, setCalm] = useState(latest);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (Object.is(latest, calm)) return undefined;
    const show = () => {
      lastAt.current = performance.now();
      setCalm(latest);
    };
    const wait = lastAt.current + ms - performance.now();
    if (wait <= 0) {
      show();
      return undefined;
    }
    const timer = setTimeout(show, wait);
    return () => clearTimeout(timer);
  }, [latest, calm, ms]);
  return calm;
}
