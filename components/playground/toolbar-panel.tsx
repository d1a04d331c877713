// A button of the toolbar with a panel behind it: a sign, and words where there is room for them.
"use client";
import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import styles from "./toolbar-panel.module.css";

type Props = {
  /** What the panel is, and what the button does. */
  readonly title: string;
  readonly words: string;
  readonly sign: ReactNode;
  readonly drawn: "once opened" | "while open";
  readonly children: ReactNode;
};

export function ToolbarPanel({ title, words, sign, drawn, children }: Props) {
  const popover = useId();
  return (
    <div className={styles.place}>
      <Button look="small" popoverTarget={popover} aria-label={title} title={title}>
        {sign} <span>{words}</span>
      </Button>
      <Popover id={popover} title={title} isWide drawn={drawn}>
        {children}
      </Popover>
    </div>
  );
}
