// The run as a list to read and to walk: one row an event, the playhead's row marked. Only rows in sight are drawn.
"use client";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Actor } from "#trace/cast.ts";
import type { Seq } from "#trace/event.ts";
import type { TimelineRow } from "#trace/timeline.ts";
import { ROW_HEIGHT, Row } from "./row.tsx";
import styles from "./timeline.module.css";
import { useWindow } from "./use-window.ts";

export type FormProps = {
  readonly rows: readonly TimelineRow[];
  readonly words: (row: TimelineRow) => string;
  readonly cast: readonly Actor[];
  readonly playhead: Seq | "live";
  readonly selected: Seq | undefined;
  /** Rows in which a search has found its text. */
  readonly found: ReadonlySet<Seq>;
  /** What has to do with the selected event: what caused it, and what it caused. */
  readonly kin: ReadonlySet<Seq>;
  readonly onGo: (to: Seq) => void;
};

export function Lines({ rows, words, cast, playhead, selected, found, kin, onGo }: FormProps) {
  const current = playhead === "live" ? rows.length - 1 : lastAt(rows, playhead);
  const view = useWindow(rows.length, ROW_HEIGHT);
  const list = useRef<HTMLOListElement>(null);
  // Set by the keyboard: only then the focus follows the playhead.
  const moves = useRef(false);
  const { reveal } = view;
  const currentSeq = rows[current]?.seq;

  useEffect(() => {
    if (current >= 0) reveal(current);
  }, [current, reveal]);
  useEffect(() => {
    if (!moves.current) return;
    // A row far away is drawn only after the list has scrolled to it.
    const row = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (!row) return;
    moves.current = false;
    row.focus({ preventScroll: true });
  }, [currentSeq, view.first, view.end]);

  const go = (row: TimelineRow | undefined): void => {
    if (row !== undefined) onGo(row.seq);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = target(event.key, { current, last: rows.length - 1, page: view.page });
    if (to === undefined) return;
    event.preventDefault();
    moves.current = to !== current;
    go(rows[to]);
  };

  return (
    <div className={styles.scroll} ref={view.ref}>
      <ol
        ref={list}
        className={styles.rows}
        style={{ height: rows.length * ROW_HEIGHT, paddingTop: view.before }}
        onKeyDown={onKeyDown}
      >
        {rows.slice(view.first, view.end).map((row, i) => {
          const index = view.first + i;
          return (
            <Row
              key={row.seq}
              row={row}
              words={words(row)}
              mark={cast.find(({ name }) => name === row.client)?.mark}
              place={{ index, count: rows.length }}
              isCurrent={index === current}
              isAhead={index > current}
              isSelected={row.seq === selected}
              isFound={found.has(row.seq)}
              isKin={kin.has(row.seq)}
              isTabStop={index === current || (current < view.first && i === 0)}
              onGo={() => go(row)}
            />
          );
        })}
      </ol>
    </div>
  );
}

/** The last row at or before the playhead; -1 if it stands before all of them. */
function lastAt(rows: readonly TimelineRow[], playhead: Seq): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? 0) <= playhead) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function target(
  key: string,
  { current, last, page }: Readonly<{ current: number; last: number; page: number }>,
): number | undefined {
  const within = (to: number): number => Math.min(Math.max(to, 0), last);
  switch (key) {
    case "ArrowDown":
      return within(current + 1);
    case "ArrowUp":
      return within(current - 1);
    case "PageDown":
      return within(current + page);
    case "PageUp":
      return within(current - page);
    case "Home":
      return within(0);
    case "End":
      return within(last);
    default:
      return undefined;
  }
}
