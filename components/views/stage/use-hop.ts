// A socket that joins a room hops up into it, and one that leaves drops out of it: as fast as a packet travels, and not
// before the one that told it to has come in.
"use client";
import { useEffect, useRef, useState } from "react";
import { isStill } from "./use-air.ts";

const UP = "0 -9px";
const DOWN = "0 13px";

export type Hopping = Readonly<{
  /** When what is on the way to the socket comes in, on the page's clock; in the past for none. */
  comesIn: number;
  /** Milliseconds. */
  travel: number;
}>;

/** For the element that stands for sockets in these rooms. */
export function useHop(rooms: readonly string[], hopping: Hopping) {
  const ref = useRef<HTMLSpanElement>(null);
  const now = useRef(hopping);
  now.current = hopping;
  const key = rooms.join("\n");
  const [seen, see] = useState({ key, count: rooms.length, to: "" });
  if (seen.key !== key)
    see({ key, count: rooms.length, to: rooms.length < seen.count ? DOWN : UP });
  useEffect(() => {
    if (seen.to === "" || isStill()) return undefined;
    // By then what has been sent is in the air.
    const frame = requestAnimationFrame(() => {
      const { comesIn, travel } = now.current;
      const delay = Math.max(0, comesIn - performance.now());
      ref.current?.animate([{}, { translate: seen.to }, {}], {
        duration: travel,
        delay,
        easing: "ease-in-out",
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [seen]);
  return ref;
}
