// Run, Stop, Reset, and how things stand, in words.
"use client";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { useCommandKey } from "#components/ui/command-key.ts";
import { ConnectOwn } from "./connect-own.tsx";
import { statusOf } from "./phase.ts";
import styles from "./toolbar.module.css";
import { ServerMenu } from "./server-menu.tsx";
import { ShareMenu } from "./share/share-menu.tsx";
import { SHORTCUTS_LIST } from "./shortcut-keys.tsx";
import { useWorkbench } from "./workbench.ts";

export function Toolbar() {
  const { phase, run, stop, reset, former, isEdited, trace, clients, other, leaveOther } =
    useWorkbench();
  const isOld = useIsOld();
  const bar = useRef<HTMLDivElement>(null);
  const isOn = phase.phase === "running";
  const isStarting = phase.phase === "starting";
  return (
    <div ref={bar} className={styles.toolbar} role="group" aria-label="Run the server">
      <Button
        look="main"
        onClick={run}
        disabled={isStarting}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        <Triangle /> Run
      </Button>
      <kbd className={styles.keys} aria-hidden="true">
        {useCommandKey()} ⏎
      </kbd>
      <Button onClick={stop} disabled={!isOn}>
        Stop
      </Button>
      {former ? (
        <Button onClick={former.bringBack}>
          {former.before === "reset" ? "Undo reset" : "My own code"}
        </Button>
      ) : (
        <Button onClick={reset} disabled={!isEdited}>
          Reset
        </Button>
      )}
      <ServerMenu />
      <p className={styles.status} role="status">
        <span className={styles.dot} data-phase={phase.phase} aria-hidden="true" />
        <span className={styles.words}>
          {other ? other.words : statusOf(phase, trace, clients)}
        </span>
        {isOld && <span className={styles.old}>Changed since: press Run</span>}
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
      <Button
        look="sign"
        popoverTarget={SHORTCUTS_LIST}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        aria-keyshortcuts="Shift+?"
      >
        <Keyboard />
      </Button>
      <ConnectOwn />
      {isStarting && <span className={styles.progress} aria-hidden="true" />}
    </div>
  );
}

/** What runs is no longer what stands in the editor. */
function useIsOld(): boolean {
  const { phase, other, ran = {}, files } = useWorkbench();
  if (phase.phase !== "running" || other) return false;
  return Object.entries(ran).some(([name, text]) => files[name] !== text);
}

const Triangle = () => (
  <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
    <path d="M1 0v10l9-5z" fill="currentColor" />
  </svg>
);

const Keyboard = () => (
  <svg viewBox="0 0 15 15" aria-hidden="true">
    <path
      fillRule="evenodd"
      d="M2.5 3h10A1.5 1.5 0 0 1 14 4.5v6a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 1 10.5v-6A1.5 1.5 0 0 1 2.5 3zM3 5v1.4h1.4V5zm2.5 0v1.4h1.4V5zM8 5v1.4h1.4V5zm2.5 0v1.4H12V5zM4 8.6V10h7V8.6z"
    />
  </svg>
);
