// A row of buttons that is one stop for Tab; arrows, Home and End go from one to the next.
"use client";
import { type KeyboardEvent, type ReactNode, useState } from "react";

type Props = {
  /** Names the row to a screen reader. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly count: number;
  /** Draws the buttons, each with the `tabIndex` that it is told for its place. */
  readonly children: (tabStop: (place: number) => 0 | -1) => ReactNode;
};

export function Roving({ label, className, count, children }: Props) {
  const [at, setAt] = useState(0);
  const stop = Math.min(at, count - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const from = buttons.findIndex((button) => button === document.activeElement);
    const to = destination(event.key, from, buttons.length);
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    setAt(to);
    buttons[to]?.focus();
  };
  return (
    <div role="group" aria-label={label} className={className} onKeyDown={onKeyDown}>
      {children((place) => (place === stop ? 0 : -1))}
    </div>
  );
}

function destination(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(from + 1, count - 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(from - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
