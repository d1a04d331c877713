// The way into the search, on every page: a button, and the keys that every page hears. What is behind them comes with
// the first that is pressed.
"use client";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { useCommandKey } from "#components/ui/command-key.ts";
import { arrived } from "#components/ui/arriving.tsx";
import styles from "./search-button.module.css";
import { hearSitePresses, LIST_KEY, SEARCH_KEY } from "./site-press.ts";

type Dialog = ComponentType<{ readonly typed: string; readonly close: () => void }>;

/** By the key that opens it. */
const DIALOGS: Readonly<Record<string, () => Promise<Dialog>>> = {
  [SEARCH_KEY]: () => import("./palette.tsx").then((it) => it.Palette),
  [LIST_KEY]: () => import("./site-sheet.tsx").then((it) => it.SiteSheet),
};

async function follow(key: string): Promise<void> {
  const keys = await arrived(() => import("./site-keys.ts"));
  keys.follow(key);
}

export function SearchButton() {
  const [opened, open] = useState<string>();
  const command = useCommandKey();
  const [come, setCome] = useState<{ readonly of: string; readonly Dialog: Dialog }>();
  useEffect(() => hearSitePresses((key) => (DIALOGS[key] ? open(key) : void follow(key))), []);
  const typed = useRef("");
  const isComing = opened !== undefined && come?.of !== opened;
  useEffect(() => {
    typed.current = "";
    if (!isComing) return undefined;
    // What is written before the field has come is meant for it.
    const hear = (event: KeyboardEvent): void => {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      typed.current += event.key;
    };
    addEventListener("keydown", hear, true);
    return () => removeEventListener("keydown", hear, true);
  }, [isComing]);
  useEffect(() => {
    const load = opened !== undefined && DIALOGS[opened];
    if (load) void arrived(load).then((Dialog) => setCome({ of: opened, Dialog }));
  }, [opened]);
  return (
    <>
      <button
        type="button"
        className={styles.search}
        aria-label="Search the course"
        aria-keyshortcuts={command === "Ctrl" ? "Control+K" : "Meta+K"}
        onClick={() => open(SEARCH_KEY)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="8.5" cy="8.5" r="5.25" />
          <path d="m12.5 12.5 4.5 4.5" />
        </svg>
        <span>Search</span>
        <kbd>{command} K</kbd>
      </button>
      {come && !isComing && opened && (
        <come.Dialog typed={typed.current} close={() => open(undefined)} />
      )}
    </>
  );
}
