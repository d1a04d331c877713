// What a run has to say beside the stage, one pane at a time.
"use client";
import { useRef } from "react";
import { tabId, Tabs } from "#components/ui/tabs.tsx";
import pane from "./editor-pane.module.css";
import { Enlarge } from "./enlarge.tsx";
import styles from "./inspector.module.css";
import { later } from "./panes/later-pane.tsx";
import { DELIVERIES, PANES } from "./panes/panes.ts";
import { useWorkbench } from "./workbench.ts";

const PANEL = "inspector-panel";
const WhyBar = later("Why it happened", () => import("./why-bar.tsx").then((bar) => bar.WhyBar));

export function Inspector() {
  const { shown, view, show, selected } = useWorkbench();
  const panel = useRef<HTMLDivElement>(null);
  const { key: active, Pane } = PANES.find(({ key }) => key === view) ?? DELIVERIES;
  return (
    <section className={`${pane.pane} ${styles.inspector}`} aria-label="Inspector">
      <div className={pane.head}>
        <Tabs
          label="Inspector"
          panelId={PANEL}
          active={active}
          onSelect={(pane) => {
            show(pane);
            // Where the page scrolls as a whole, the pane may be below its end.
            panel.current?.scrollIntoView({ block: "nearest" });
          }}
          tabs={PANES.map(({ key, label, count }) => {
            const number = count?.(shown) ?? 0;
            return { key, label: number === 0 ? label : `${label} (${number})` };
          })}
        />
        <Enlarge />
      </div>
      <div
        ref={panel}
        id={PANEL}
        role="tabpanel"
        aria-labelledby={tabId(PANEL, active)}
        tabIndex={0}
        className={styles.panel}
      >
        <Pane />
      </div>
      {selected !== undefined && <WhyBar />}
    </section>
  );
}
