// Monaco over the place of the static code. It is handed what to show and tells what was typed.
"use client";
import type { editor } from "monaco-editor/editor";
import { useEffect, useRef, useState } from "react";
import type { Files } from "./edits.ts";
import { useMarks } from "./editor-marks.ts";
import { askedOfLines, useSentMarks } from "./editor-sent.ts";
import { disposeModels, fileOf, keepModels, modelOf } from "./editor-models.ts";
import { useMonacoTheme } from "./editor-theme.ts";
import styles from "./code.module.css";
import type { Entries } from "./language/sides.ts";
import { type Monaco, readyMonaco, tellEntries } from "./monaco.ts";
import type { SentMark } from "./sent-marks.ts";

/** A line of the active file on which a program broke, and what it said. */
export type Faulty = { readonly line: number; readonly text: string };

export type EditorProps = {
  readonly files: Files;
  readonly entries: Entries;
  readonly active: string;
  readonly onEdit: (file: string, text: string) => void;
  /** The learner wants to get out. */
  readonly onLeave: () => void;
  /** A line of the active file that stands out. */
  readonly lit: number | undefined;
  /** The lines of what caused the selected event and what it caused. */
  readonly related: readonly number[];
  /** The lines that sent something. */
  readonly sent: readonly SentMark[];
  /** The learner asks what a line has sent. */
  readonly onAskLine: (line: number) => void;
  readonly faulty: Faulty | undefined;
  /** A line to show and put the cursor on, each time anew. */
  readonly goTo: { readonly line: number } | undefined;
  /** Where the learner pressed to get here. */
  readonly pressedAt: { readonly x: number; readonly y: number } | undefined;
  /** How far the code had been scrolled by then, in pixels. */
  readonly scrolledTo: Readonly<{ scrollTop: number; scrollLeft: number }> | undefined;
};

export type Editing = {
  readonly monaco: Monaco;
  readonly editor: editor.IStandaloneCodeEditor;
};

export function CodeEditor(props: EditorProps) {
  const { active, files, entries } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [editing, setEditing] = useState<Editing>();

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return undefined;
    const monaco = readyMonaco();
    tellEntries(latest.current.entries);
    keepModels(monaco, latest.current.files);
    const opened = openEditor(monaco, host.current, latest);
    setEditing({ monaco, editor: opened });
    return () => {
      opened.dispose();
      disposeModels(monaco);
    };
  }, []);

  useEffect(() => {
    // Only now is it to be seen, and only what is to be seen can have the focus.
    if (!editing) return;
    const { pressedAt, scrolledTo = { scrollTop: 0, scrollLeft: 0 } } = latest.current;
    editing.editor.setScrollPosition(scrolledTo);
    editing.editor.render(true);
    // How wide its lines are is known once they are drawn.
    editing.editor.setScrollPosition(scrolledTo);
    const target = pressedAt && editing.editor.getTargetAtClientPoint(pressedAt.x, pressedAt.y);
    if (target?.position) editing.editor.setPosition(target.position);
    editing.editor.focus();
  }, [editing]);

  useEffect(() => {
    if (editing) tellEntries(entries);
  }, [editing, entries]);

  useEffect(() => {
    if (!editing) return;
    keepModels(editing.monaco, files);
    const model = modelOf(editing.monaco, active);
    if (editing.editor.getModel() !== model) editing.editor.setModel(model);
    editing.editor.updateOptions({ ariaLabel: labelOf(active) });
  }, [editing, active, files]);

  useMarks(editing, props);
  useSentMarks(editing, props);
  useMonacoTheme(editing?.monaco, host);
  return <div ref={host} className={styles.editor} data-ready={editing !== undefined} />;
}

const labelOf = (file: string) => `${file}, editor. Escape leaves it.`;

type Latest = { readonly current: EditorProps };

function openEditor(monaco: Monaco, host: HTMLDivElement, latest: Latest) {
  const { active } = latest.current;
  const created = monaco.editor.create(host, {
    model: modelOf(monaco, active),
    automaticLayout: true,
    ariaLabel: labelOf(active),
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: 13,
    fontWeight: "450",
    lineHeight: 21,
    fontLigatures: false,
    padding: { top: 10, bottom: 10 },
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 14,
    glyphMargin: true,
    folding: false,
    tabSize: 2,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    fixedOverflowWidgets: true,
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: "none",
    stickyScroll: { enabled: false },
    guides: { indentation: false },
    occurrencesHighlight: "off",
    selectionHighlight: false,
    suggest: { showWords: false },
    scrollbar: { verticalScrollbarSize: 9, horizontalScrollbarSize: 9 },
  });
  created.onDidChangeModelContent(() => {
    const model = created.getModel();
    if (model) latest.current.onEdit(fileOf(model), model.getValue());
  });
  askedOfLines({ monaco, editor: created }, (line) => latest.current.onAskLine(line));
  // Only what no list, no selection and no search of the editor's own has taken for itself.
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) latest.current.onLeave();
  });
  return created;
}
