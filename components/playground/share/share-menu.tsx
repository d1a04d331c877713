// Take it with you: the button. What is behind it comes when it is pressed.
"use client";
import { later } from "../panes/later-pane.tsx";
import { ToolbarPanel } from "../toolbar-panel.tsx";

const SharePanel = later("What can be shared", () =>
  import("./share-panel.tsx").then(({ SharePanel: Panel }) => Panel),
);

export const ShareMenu = () => (
  <ToolbarPanel title="Share" words="Share" sign={<Arrow />} drawn="while open">
    <SharePanel />
  </ToolbarPanel>
);

const Arrow = () => (
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path
      d="M6 7.5V1.2m0 0L3.6 3.6M6 1.2l2.4 2.4M2 6v4.8h8V6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
