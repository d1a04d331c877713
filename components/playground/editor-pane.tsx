// The learner's files: tabs, the code, and what is wrong with it. The static block stands until somebody touches it.
"use client";
import { lazy, type PointerEvent, Suspense, useEffect, useRef, useState } from "react";
import { Arriving, arrived } from "#components/ui/arriving.tsx";
import { Button } from "#components/ui/button.tsx";
import { tabId, Tabs } from "#components/ui/tabs.tsx";
import type { EventOf, Position, Trace } from "#trace/event.ts";
import styles from "./code.module.css";
import { Comparison } from "./comparison.tsx";
import pane from "./editor-pane.module.css";
import type { Gaze } from "./gaze.ts";
import { Place } from "./log-view.tsx";
import { StaticCode } from "./static-code.tsx";
import { useWorkbench } from "./workbench.ts";

const CodeEditor = lazy(async () => ({
  default: (await arrived(() => import("./code-editor.tsx"))).CodeEditor,
}));

type Props = { readonly entry: string; readonly line: Gaze["line"] };
type Touch = { readonly at?: { readonly x: number; readonly y: number } };

const PANEL = "code-panel";

export function EditorPane({ entry, line }: Props) {
  const { files, start, edit, isEdited, trace, shown, selected } = useWorkbench();
  const still = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState({ file: entry, after: line });
  const [touch, setTouch] = useState<Touch>();
  const [isComparing, setComparing] = useState(false);

  const selectedAt = selected === undefined ? lastSending(shown) : whereOf(trace, selected);
  // A line asked for shows its file until another tab is pressed.
  const asked = line && line !== chosen.after ? line : undefined;
  const active = asked && asked.file in files ? asked.file : chosen.file;
  const fault = shown.findLast((event) => event.kind === "fault");
  const faulty =
    fault?.kind === "fault" && fault.where?.file === active ? fault.where.line : undefined;
  const lit = asked?.file === active ? asked.line : lineIn(selectedAt, active);
  const text = files[active] ?? "";

  useEffect(() => {
    if (lit !== undefined && still.current) scrollToLine(still.current, lit);
  }, [lit]);

  const onPointerDown = ({ clientX, clientY }: PointerEvent) =>
    setTouch({ at: { x: clientX, y: clientY } });
  return (
    <section className={pane.pane} aria-label="Code">
      <div className={pane.head}>
        <Tabs
          label="Files"
          panelId={PANEL}
          active={active}
          onSelect={(file) => setChosen({ file, after: line })}
          tabs={Object.keys(files).map((file) => ({ key: file, label: file, isCode: true }))}
        />
        {isEdited && (
          <Button
            look="small"
            aria-pressed={isComparing}
            onClick={() => setComparing(!isComparing)}
          >
            {isComparing ? "Back to editing" : "Compare with the start"}
          </Button>
        )}
      </div>
      <div
        id={PANEL}
        role="tabpanel"
        aria-labelledby={tabId(PANEL, active)}
        className={styles.slot}
      >
        {isComparing && isEdited ? (
          <Comparison before={start[active] ?? ""} after={text} />
        ) : (
          <>
            <div
              ref={still}
              className={styles.touch}
              role="textbox"
              aria-multiline="true"
              aria-readonly="true"
              aria-label={`${active}, code`}
              tabIndex={touch ? -1 : 0}
              aria-hidden={touch !== undefined}
              onPointerDown={onPointerDown}
              onFocus={() => setTouch((was) => was ?? {})}
            >
              <StaticCode text={text} lit={lit} isHeld />
            </div>
            {touch && (
              <Suspense fallback={<Arriving part="The editor" />}>
                <CodeEditor
                  files={files}
                  active={active}
                  onEdit={edit}
                  lit={lit}
                  faulty={faulty}
                  goTo={asked}
                  pressedAt={touch.at}
                />
              </Suspense>
            )}
          </>
        )}
        {fault?.kind === "fault" && <FaultStrip fault={fault} />}
      </div>
    </section>
  );
}

/** Over the foot of the code, so that nothing moves when it comes; it goes with the next run. */
function FaultStrip({ fault }: { readonly fault: EventOf<"fault"> }) {
  const [hidden, setHidden] = useState<EventOf<"fault">>();
  if (hidden === fault) return null;
  return (
    <div className={pane.fault} role="alert">
      <p>
        <strong>{fault.name}</strong>: {fault.message} <Place where={fault.where} />
      </p>
      {fault.frame !== "" && <pre>{fault.frame}</pre>}
      <Button look="small" onClick={() => setHidden(fault)}>
        Hide
      </Button>
    </div>
  );
}

function whereOf(trace: Trace, selected: number | undefined): Position | undefined {
  const event = trace.find(({ seq }) => seq === selected);
  return event && "where" in event ? event.where : undefined;
}

/** Where nothing is selected, the line that sent last is what one looks at. */
const lastSending = (trace: Trace): Position | undefined =>
  whereOf(trace, trace.findLast((event) => "where" in event && isSending(event.kind))?.seq);

const isSending = (kind: Trace[number]["kind"]) => kind === "emit" || kind === "broadcast";

function scrollToLine(holder: HTMLElement, line: number): void {
  const code = holder.querySelector("pre");
  if (!code) return;
  const top = (line - 1) * Number.parseFloat(getComputedStyle(code).lineHeight);
  if (top < holder.scrollTop || top > holder.scrollTop + holder.clientHeight - 40)
    holder.scrollTop = top - holder.clientHeight / 2;
}

const lineIn = (where: Position | undefined, file: string) =>
  where?.file === file ? where.line : undefined;
