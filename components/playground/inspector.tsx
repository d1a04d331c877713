// What a run has to say beside the stage: who got what, all of it in order, and what was logged or went wrong.
"use client";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { Arriving, arrived } from "#components/ui/arriving.tsx";
import { tabId, Tabs } from "#components/ui/tabs.tsx";
import { Deliveries } from "#components/views/deliveries/deliveries.tsx";
import pane from "./editor-pane.module.css";
import styles from "./inspector.module.css";
import { LogView, troubles } from "./log-view.tsx";
import { useCalm } from "./use-calm.ts";
import { useWorkbench } from "./workbench.ts";

// Every word of the printed trace comes with it: not before it is asked for.
const Timeline = dynamic(
  async () => (await arrived(() => import("#components/views/timeline/timeline.tsx"))).Timeline,
  { loading: () => <Arriving part="The timeline" /> },
);

type View = "deliveries" | "timeline" | "log";
const PANEL = "inspector-panel";

export function Inspector() {
  const { shown } = useWorkbench();
  const [view, setView] = useState<View>("deliveries");
  const count = troubles(shown);
  return (
    <section className={pane.pane} aria-label="Inspector">
      <div className={pane.head}>
        <Tabs<View>
          label="Inspector"
          panelId={PANEL}
          active={view}
          onSelect={setView}
          tabs={[
            { key: "deliveries", label: "Deliveries" },
            { key: "timeline", label: "Timeline" },
            { key: "log", label: count === 0 ? "Log" : `Log (${count})` },
          ]}
        />
      </div>
      <div
        id={PANEL}
        role="tabpanel"
        aria-labelledby={tabId(PANEL, view)}
        tabIndex={0}
        className={styles.panel}
      >
        <Shown view={view} />
      </div>
    </section>
  );
}

const READ_MS = 100;

function Shown({ view }: { readonly view: View }) {
  const { clients, playhead, selected, seek, select, light, ...latest } = useWorkbench();
  const trace = useCalm(latest.trace, READ_MS);
  const shown = useCalm(latest.shown, READ_MS);
  const scene = useMemo(() => clients.map(({ name }) => name), [clients]);
  switch (view) {
    case "deliveries":
      return (
        <Deliveries
          trace={shown}
          run={trace}
          scene={scene}
          selected={selected}
          onSelect={select}
          onLine={({ file, line }) => light?.(file, line)}
        />
      );
    case "timeline":
      return (
        <Timeline
          trace={trace}
          playhead={playhead}
          scene={scene}
          selected={selected}
          onGo={(seq) => seek(seq, seq)}
        />
      );
    case "log":
      return <LogView shown={shown} />;
    default:
      return view satisfies never;
  }
}
