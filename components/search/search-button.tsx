// The way into the search, on every page: a button, and the keys that every page hears. What is behind them comes with
// the first that is pressed.
"use client";
import { useEffect, useRef, useState } from "react";
import { useCommandKey } from "#components/ui/command-key.ts";
import { arrived } from "#components/ui/arriving.tsx";
import type { behind } from "./behind-keys.ts";
import styles from "./search-button.module.css";
import { hearSitePresses, SEARCH_KEY } from "./site-press.ts";

export function SearchButton() {
  const [opened, open] = useState<string>();
  const command = useCommandKey();
  const [Dialog, setDialog] = useState<ReturnType<typeof behind>>();
  useEffect(() => hearSitePresses(open), []);
  const typed = useRef("");
  const isComing = opened !== undefined && Dialog === undefined;
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
    setDialog(undefined);
    if (opened !== undefined)
      void arrived(() => import("./behind-keys.ts")).then((it) => {
        const found = it.behind(opened);
        setDialog(() => found);
        if (!found) open(undefined);
      });
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
      {opened && Dialog && <Dialog typed={typed.current} close={() => open(undefined)} />}
    </>
  );
}
