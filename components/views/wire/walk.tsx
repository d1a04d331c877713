// Along a connection, packet by packet: whose it is, the one before and the one after, and all of them where there is room.
"use client";
import { type ReactNode, useEffect, useRef } from "react";
import type { Connection } from "#trace/wire-connections.ts";
import { keyOf, type Passage } from "#trace/wire-passages.ts";
import { isBeat, passageWords, sizeOf } from "#trace/wire-words.ts";
import styles from "./walk.module.css";

type Props = {
  readonly connections: readonly Connection[];
  readonly connection: Connection | undefined;
  readonly chosen: Passage;
  readonly showsBeats: boolean;
  readonly onBeats: (shows: boolean) => void;
  readonly onOpen: (passage: Passage) => void;
  /** The packet of another connection that stands nearest. */
  readonly onConnection: (connection: Connection) => void;
  readonly children: ReactNode;
};

/** Those to walk along: heartbeats only when asked for, or when one is open. */
export const walkOf = (
  connection: Connection | undefined,
  { chosen, showsBeats }: Pick<Props, "chosen" | "showsBeats">,
): readonly Passage[] =>
  (connection?.passages ?? [chosen]).filter((one) => showsBeats || one === chosen || !isBeat(one));

export function WalkBar(props: Props) {
  const { connections, connection, chosen, showsBeats, onBeats, onOpen, onConnection } = props;
  const { children } = props;
  const walk = walkOf(connection, props);
  const at = walk.indexOf(chosen);
  const step = (by: number) => {
    const to = walk[at + by];
    return { disabled: to === undefined, onClick: () => to && onOpen(to) };
  };
  return (
    <div className={styles.bar}>
      <select
        aria-label="Connection"
        value={connection?.key}
        onChange={({ target }) => {
          const to = connections.find(({ key }) => key === target.value);
          if (to !== undefined) onConnection(to);
        }}
      >
        {connections.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      <div className={styles.steps}>
        <button type="button" {...step(-1)}>
          <span aria-hidden="true">‹</span>
          <span className={styles.onlyRead}>The packet before</span>
        </button>
        <span>
          {at + 1} of {walk.length}
        </span>
        <button type="button" {...step(1)}>
          <span aria-hidden="true">›</span>
          <span className={styles.onlyRead}>The packet after</span>
        </button>
      </div>
      <label className={styles.beats}>
        <input
          type="checkbox"
          checked={showsBeats}
          onChange={({ target }) => onBeats(target.checked)}
        />
        heartbeats
      </label>
      {children}
    </div>
  );
}

/** Listed before and after the one that is open; further off one gets by walking. */
const AROUND = 100;

export function WalkList({
  walk,
  chosen,
  onOpen,
}: Pick<Props, "chosen" | "onOpen"> & { readonly walk: readonly Passage[] }) {
  const at = walk.indexOf(chosen);
  const from = Math.max(0, at - AROUND);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Only the list scrolls, never what it stands in.
    const current = list.current?.querySelector<HTMLElement>("[aria-current]")?.parentElement;
    if (list.current && current)
      list.current.scrollTop = current.offsetTop - list.current.clientHeight / 2;
  }, [at, from]);
  return (
    <ol ref={list} className={styles.list} aria-label="Packets of this connection" start={from + 1}>
      {walk.slice(from, at + AROUND).map((one) => (
        <li key={keyOf(one)}>
          <button
            type="button"
            aria-current={one === chosen ? "true" : undefined}
            onClick={() => onOpen(one)}
          >
            <span aria-hidden="true">{one.from === "client" ? "↑" : "↓"}</span>
            <span className={styles.onlyRead}>{one.from === "client" ? "up" : "down"}</span>
            <span className={styles.what}>{passageWords(one)}</span>
            {sizeOf(one) > 0 && <small>{sizeOf(one)} B</small>}
          </button>
        </li>
      ))}
    </ol>
  );
}
