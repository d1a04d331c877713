// A row of tabs that keyboards know: one stop for Tab, arrows from one to the next. The panel is the caller's.
"use client";
import type { KeyboardEvent, ReactNode } from "react";
import styles from "./tabs.module.css";

export type Tab<K extends string> = {
  readonly key: K;
  readonly label: ReactNode;
  /** Set as code: the name of a file. */
  readonly isCode?: boolean;
};

type Props<K extends string> = {
  /** Names the row, and with `panelId` the ids that tie tabs to their panel. */
  readonly label: string;
  readonly panelId: string;
  readonly tabs: readonly Tab<K>[];
  readonly active: K;
  readonly onSelect: (key: K) => void;
};

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function Tabs<K extends string>({ label, panelId, tabs, active, onSelect }: Props<K>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const to = destination(event.key, {
      at: tabs.findIndex(({ key }) => key === active),
      count: tabs.length,
    });
    const tab = to === undefined ? undefined : tabs[to];
    if (!tab) return;
    event.preventDefault();
    onSelect(tab.key);
    document.getElementById(tabId(panelId, tab.key))?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKeyDown}>
      {tabs.map(({ key, label: text, isCode }) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={tabId(panelId, key)}
          aria-controls={panelId}
          aria-selected={key === active}
          tabIndex={key === active ? 0 : -1}
          className={isCode ? styles.code : styles.tab}
          onClick={() => onSelect(key)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

export const tabId = (panelId: string, key: string): string => `${panelId}-${key}`;

function destination(key: string, { at, count }: { at: number; count: number }) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : (at + step + count) % count;
}
