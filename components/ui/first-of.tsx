// Some of many things, and a button for the rest: a thousand rows are drawn only for whoever asks for them.
"use client";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

type Props<T> = {
  readonly all: readonly T[];
  readonly most: number;
  /** What there are more of, as in "Show 12 more rooms". */
  readonly what: string;
  /** The last of them instead of the first: "Show 12 earlier questions". */
  readonly isLatest?: boolean;
  readonly children: (some: readonly T[], more: ReactNode) => ReactNode;
};

export function FirstOf<T>({ all, most, what, isLatest = false, children }: Props<T>) {
  const [showsAll, setShowsAll] = useState(false);
  const hidden = showsAll ? 0 : Math.max(0, all.length - most);
  if (hidden === 0) return children(all, null);
  return children(
    isLatest ? all.slice(hidden) : all.slice(0, most),
    <Button look="small" onClick={() => setShowsAll(true)}>
      Show {hidden} {isLatest ? "earlier" : "more"} {what}
    </Button>,
  );
}
