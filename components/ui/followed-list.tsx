// A list that grows at its end: it stays there as long as its reader does, and stays where the reader is otherwise. Of a long
// one only what is in sight is drawn, however high its rows are.
"use client";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import styles from "./followed-list.module.css";

type Props<T> = {
  /** Their keys are numbers that grow. */
  readonly items: readonly T[];
  readonly keyOf: (item: T) => number;
  readonly label: string;
  readonly children: (item: T) => ReactNode;
};

/** Shorter lists are drawn whole. */
const LONG = 400;
/** Pixels: what a row takes that has not been measured, and how near the end is the end. */
const GUESSED = 34;
const NEAR = 8;
const SPARE = 15;

export function FollowedList<T>({ items, keyOf, label, children }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const heights = useRef(new Map<number, number>());
  const follows = useRef(true);
  /** The row at the top of what is in sight, and where it began when that was last known. */
  const anchor = useRef<{ readonly key: number; top: number }>(undefined);
  const [{ top, height }, setSight] = useState({ top: 0, height: 600 });
  const [isBehind, setBehind] = useState(false);
  const [, setMeasured] = useState(0);

  const isLong = items.length > LONG;
  const tops = isLong ? topsOf(items, (item) => heights.current.get(keyOf(item)) ?? GUESSED) : NONE;
  const first = isLong ? Math.max(0, placeAt(tops, top) - SPARE) : 0;
  const end = isLong
    ? Math.min(items.length, placeAt(tops, top + height) + 1 + SPARE)
    : items.length;

  const look = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    follows.current = scrollTop + clientHeight >= scrollHeight - NEAR;
    setBehind(!follows.current);
    setSight({ top: scrollTop, height: clientHeight });
  }, []);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
      look();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);

  // After each drawing: measure what is drawn, and keep what is looked at where it is.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (isLong && measure(element, heights.current)) setMeasured((times) => times + 1);
    if (follows.current) element.scrollTop = element.scrollHeight;
    else if (isLong && anchor.current !== undefined) {
      const { key, top: before } = anchor.current;
      const now = tops[items.findIndex((item) => keyOf(item) === key)];
      if (now !== undefined && now !== before) element.scrollTop += now - before;
      anchor.current.top = now ?? before;
    }
  }, [items, keyOf, isLong, tops]);

  const onScroll = () => {
    look();
    const place = placeAt(tops, scroller.current?.scrollTop ?? 0);
    const item = items[place];
    anchor.current = item && { key: keyOf(item), top: tops[place] ?? 0 };
  };

  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroll} data-long={isLong} onScroll={onScroll}>
        <ol
          aria-label={label}
          style={isLong ? { paddingTop: tops[first] ?? 0, height: tops[items.length] } : undefined}
        >
          {items.slice(first, end).map((item, i) => (
            <li
              key={keyOf(item)}
              data-row={keyOf(item)}
              aria-setsize={items.length}
              aria-posinset={first + i + 1}
            >
              {children(item)}
            </li>
          ))}
        </ol>
      </div>
      {isBehind && (
        <span className={styles.toEnd}>
          <Button
            look="small"
            onClick={() => {
              follows.current = true;
              scroller.current?.scrollTo(0, scroller.current.scrollHeight);
            }}
          >
            To the end ↓
          </Button>
        </span>
      )}
    </div>
  );
}

const NONE: readonly number[] = [0];

/** Where each row begins, and where the last one ends. */
function topsOf<T>(items: readonly T[], heightOf: (item: T) => number): readonly number[] {
  const tops = [0];
  let top = 0;
  for (const item of items) tops.push((top += heightOf(item)));
  return tops;
}

/** The last row that begins at or above a height. */
function placeAt(tops: readonly number[], height: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a row has another height than was known. */
function measure(element: HTMLElement, heights: Map<number, number>): boolean {
  let isNew = false;
  for (const row of element.querySelectorAll<HTMLElement>("[data-row]")) {
    const key = Number(row.dataset["row"]);
    const { offsetHeight } = row;
    if (offsetHeight === 0 || heights.get(key) === offsetHeight) continue;
    heights.set(key, offsetHeight);
    isNew = true;
  }
  return isNew;
}
