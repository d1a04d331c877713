// A value that changes at every frame, for what nobody reads that fast.
"use client";
import { useEffect, useState } from "react";

/** What is due is mostly drawn with something else; nothing waits longer for that. */
const LATE_MS = 50;

/** The latest value at once, and then at most every `ms`; what it is at last is never left out. */
export function useCalm<T>(latest: T, ms: number): T {
  const [calm, setCalm] = useState({ value: latest, at: Number.NEGATIVE_INFINITY });
  const isLate = !Object.is(latest, calm.value);
  const wait = calm.at + ms - performance.now();
  const show = () => setCalm({ value: latest, at: performance.now() });
  if (isLate && wait <= 0) show();
  useEffect(() => {
    if (!isLate) return undefined;
    const timer = setTimeout(show, wait + LATE_MS);
    return () => clearTimeout(timer);
  });
  return calm.value;
}
