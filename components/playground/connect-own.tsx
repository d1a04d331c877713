// How a client of the learner's own reaches the server, behind a button.
"use client";
import { later } from "./panes/later-pane.tsx";
import { ToolbarPanel } from "./toolbar-panel.tsx";

const ConnectPanel = later("How to connect", () =>
  import("./connect-panel.tsx").then(({ ConnectPanel: Panel }) => Panel),
);

export const ConnectOwn = () => (
  <ToolbarPanel
    title="Connect your own client"
    words="Connect your own"
    sign={<Plug />}
    drawn="once opened"
  >
    <ConnectPanel />
  </ToolbarPanel>
);

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
