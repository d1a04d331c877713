// Which side of a lesson a small screen shows. Each begins at its top, and the text goes on where it was left.
"use client";
import { useCallback, useLayoutEffect, useRef, useState } from "react";

export type Side = "text" | "stage" | "code";

const SMALL = "(width < 900px)";

export function useSide(): readonly [Side, (side: Side) => void] {
  const [side, setSide] = useState<Side>("text");
  const shown = useRef(side);
  const leftAt = useRef(0);
  const show = useCallback((next: Side) => {
    if (shown.current === "text") leftAt.current = scrollY;
    setSide(next);
  }, []);
  useLayoutEffect(() => {
    if (shown.current === side) return;
    shown.current = side;
    if (matchMedia(SMALL).matches)
      scrollTo({ top: side === "text" ? leftAt.current : 0, behavior: "instant" });
  }, [side]);
  return [side, show];
}
