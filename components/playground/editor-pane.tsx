// The learner's files: tabs, the code, and what is wrong with it.
"use client";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { tabId, Tabs } from "#components/ui/tabs.tsx";
import type { Position, Trace } from "#trace/event.ts";
import styles from "./code.module.css";
import pane from "./editor-pane.module.css";
import { EditorSlot } from "./editor-slot.tsx";
import type { Gaze } from "./gaze.ts";
import { onNeed } from "./on-need.ts";
import { later } from "./panes/later-pane.tsx";
import type { SentMark } from "./sent-marks.ts";
import { useCalm } from "./use-calm.ts";
import { useWorkbench } from "./workbench.ts";

type Props = { readonly entry: string; readonly line: Gaze["line"] };

const PANEL = "code-panel";
const READ_MS = 80;

const Comparison = later("The comparison", () =>
  import("./comparison.tsx").then(({ Comparison: Compared }) => Compared),
);

/** Before something is sent or selected, no line has to do with anything. */
const useFinding = onNeed(() => import("./sent-marks.ts"));
const useFaultStrip = onNeed(() =>
  import("./fault-strip.tsx").then(({ FaultStrip }) => FaultStrip),
);
const NO_LINES: readonly number[] = [];
const NO_MARKS: readonly SentMark[] = [];

export function EditorPane({ entry, line }: Props) {
  const { files, main, start, edit, isEdited, trace, shown, ...workbench } = useWorkbench();
  const { selected, kin, ran, select, clients, exercise } = workbench;
  const [choice, setChosen] = useState({ file: main, of: exercise, after: { line, selected } });
  // An exercise begins with the file that is to be changed.
  const chosen = choice.of === exercise ? choice : { ...choice, file: main };
  const [isComparing, setComparing] = useState(false);

  const selectedAt = selected === undefined ? lastSending(shown) : whereOf(trace, selected);
  // A line asked for, and the line of an event selected, show their file until another tab is pressed.
  const asked = line && line !== chosen.after.line ? line : undefined;
  const isAskedNow = selected !== undefined && selected !== chosen.after.selected;
  const wanted = (asked ?? (isAskedNow ? selectedAt : undefined))?.file ?? chosen.file;
  const active = Object.hasOwn(files, wanted) ? wanted : chosen.file;
  const fault = shown.findLast((event) => event.kind === "fault");
  const FaultStrip = useFaultStrip(fault !== undefined);
  // The line is shown when the strip is there, which takes room from it.
  const told = FaultStrip && fault;
  const faulty = useMemo(() => faultyIn(told, active), [told, active]);
  const texts = useMemo(
    () => ({ file: active, ran: ran?.[active] ?? files[active] ?? "", now: files[active] ?? "" }),
    [active, ran, files],
  );
  const find = useFinding(selected !== undefined || selectedAt !== undefined);
  const related = useMemo(
    () => find?.placesNow(kin?.lines ?? [], texts) ?? NO_LINES,
    [find, kin, texts],
  );
  const read = useCalm(shown, READ_MS);
  const sent = useMemo(
    () => (ran === undefined ? undefined : find?.sentMarks(read, texts)) ?? NO_MARKS,
    [find, read, ran, texts],
  );
  const askLine = (at: number): void => {
    const seq = find?.nextOf(sent.find((mark) => mark.line === at)?.seqs ?? [], selected);
    if (seq !== undefined) select(seq);
  };
  const entries = useMemo(
    () => ({ server: entry, clients: clients.flatMap(({ file }) => file ?? []) }),
    [entry, clients],
  );
  return (
    <section className={pane.pane} aria-label="Code">
      <div className={pane.head}>
        <Tabs
          label="Files"
          panelId={PANEL}
          active={active}
          onSelect={(file) => setChosen({ file, of: exercise, after: { line, selected } })}
          tabs={Object.keys(files).map((file) => ({ key: file, label: file, isCode: true }))}
        />
        <p className={pane.hint} aria-hidden="true">
          Esc leaves
        </p>
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
        <div className={styles.place}>
          {isComparing && isEdited ? (
            <Comparison before={start[active] ?? ""} after={files[active] ?? ""} />
          ) : (
            <EditorSlot
              files={files}
              entries={entries}
              active={active}
              onEdit={edit}
              lit={
                asked?.file === active
                  ? asked.line
                  : find?.placesNow(selectedAt ? [selectedAt] : [], texts)[0]
              }
              related={related}
              sent={sent}
              onAskLine={askLine}
              faulty={faulty}
              goTo={asked}
            />
          )}
        </div>
        {FaultStrip && told?.kind === "fault" && <FaultStrip fault={told} />}
      </div>
    </section>
  );
}

function faultyIn(fault: Trace[number] | undefined, file: string) {
  if (fault?.kind !== "fault" || fault.where?.file !== file) return undefined;
  return { line: fault.where.line, text: `${fault.name}: ${fault.message}` };
}

function whereOf(trace: Trace, selected: number | undefined): Position | undefined {
  const event = trace.find(({ seq }) => seq === selected);
  return event && "where" in event ? event.where : undefined;
}

/** Where nothing is selected, the line that sent last is what one looks at. */
const lastSending = (trace: Trace): Position | undefined =>
  whereOf(trace, trace.findLast((event) => "where" in event && isSending(event.kind))?.seq);

const isSending = (kind: Trace[number]["kind"]) => kind === "emit" || kind === "broadcast";
