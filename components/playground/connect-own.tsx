// How a client of the learner's own reaches the server, behind a button.
"use client";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import styles from "./connect-own.module.css";
import { later } from "./panes/later-pane.tsx";

const ConnectPanel = later("How to connect", () =>
  import("./connect-panel.tsx").then(({ ConnectPanel: Panel }) => Panel),
);

export function ConnectOwn() {
  const popover = useId();
  return (
    <div className={styles.connect}>
      <Button look="small" popoverTarget={popover} aria-label="Connect your own client">
        <Plug /> <span>Connect your own</span>
      </Button>
      <Popover id={popover} title="Connect your own client" isWide drawn="once opened">
        <ConnectPanel />
      </Popover>
    </div>
  );
}

const Plug = () => (
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path
      d="M4 1v3m4-3v3M2.5 4h7v1.5a3.5 3.5 0 0 1-7 0zM6 9v2.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
    />
  </svg>
);
