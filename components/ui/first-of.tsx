// The first of many things, and a button for the rest: a thousand rows are drawn only for whoever asks for them.
"use client";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

type Props<T> = {
  readonly all: readonly T[];
  readonly most: number;
  /** What there are more of, as in "Show 12 more rooms". */
  readonly what: string;
  readonly children: (some: readonly T[], more: ReactNode) => ReactNode;
};

export function FirstOf<T>({ all, most, what, children }: Props<T>) {
  const [showsAll, setShowsAll] = useState(false);
  const hidden = showsAll ? 0 : Math.max(0, all.length - most);
  const more = hidden > 0 && (
    <Button look="small" onClick={() => setShowsAll(true)}>
      Show {hidden} more {what}
    </Button>
  );
  return children(hidden > 0 ? all.slice(0, most) : all, more);
}
