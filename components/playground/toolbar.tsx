// Run, Stop, Reset, and how things stand, in words.
"use client";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConnectOwn } from "./connect-own.tsx";
import { wordsOf } from "./other-run.ts";
import { statusOf } from "./phase.ts";
import styles from "./toolbar.module.css";
import { ServerMenu } from "./server-menu.tsx";
import { ShareMenu } from "./share/share-menu.tsx";
import { useWorkbench } from "./workbench.ts";

export function Toolbar() {
  const { phase, run, stop, reset, undoReset, isEdited, trace, clients, other, leaveOther } =
    useWorkbench();
  useRunKeys(run);
  const bar = useRef<HTMLDivElement>(null);
  const isOn = phase.phase === "running";
  const isStarting = phase.phase === "starting";
  return (
    <div ref={bar} className={styles.toolbar} role="group" aria-label="Run the server">
      <Button look="main" onClick={run} disabled={isStarting} aria-keyshortcuts="Control+Enter">
        <Triangle /> Run
      </Button>
      <kbd className={styles.keys} aria-hidden="true">
        Ctrl ⏎
      </kbd>
      <Button onClick={stop} disabled={!isOn}>
        Stop
      </Button>
      {undoReset ? (
        <Button onClick={undoReset}>Undo reset</Button>
      ) : (
        <Button onClick={reset} disabled={!isEdited}>
          Reset
        </Button>
      )}
      <ServerMenu />
      <p className={styles.status} role="status">
        <span className={styles.dot} data-phase={phase.phase} aria-hidden="true" />
        <span className={styles.words}>
          {other ? wordsOf(other) : statusOf(phase, trace, clients)}
        </span>
      </p>
      {other && (
        <Button
          look="small"
          onClick={() => {
            // This button goes with the run.
            bar.current?.querySelector("button")?.focus();
            leaveOther();
          }}
        >
          Back to your own
        </Button>
      )}
      <ShareMenu />
      <ConnectOwn />
      {isStarting && <span className={styles.progress} aria-hidden="true" />}
    </div>
  );
}

const Triangle = () => (
  <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
    <path d="M1 0v10l9-5z" fill="currentColor" />
  </svg>
);

/** Ctrl or Cmd with Enter runs from anywhere, the editor included, which would begin a new line. */
function useRunKeys(run: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [run]);
}
