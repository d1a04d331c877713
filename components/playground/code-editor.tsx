// Monaco over the place of the static code, one model for each file. It is handed what to show and tells what was typed.
"use client";
import type { editor } from "monaco-editor/editor";
import { useEffect, useRef, useState } from "react";
import type { Files } from "./edits.ts";
import { useMarks } from "./editor-marks.ts";
import { useMonacoTheme } from "./editor-theme.ts";
import styles from "./code.module.css";
import { loadMonaco, type Monaco } from "./monaco.ts";

export type EditorProps = {
  readonly files: Files;
  readonly active: string;
  readonly onEdit: (file: string, text: string) => void;
  /** Lines of the active file that stand out. */
  readonly lit: number | undefined;
  readonly faulty: number | undefined;
  /** A line to show and put the cursor on, each time anew. */
  readonly goTo: { readonly line: number } | undefined;
  /** Where the learner pressed to get here. */
  readonly pressedAt: { readonly x: number; readonly y: number } | undefined;
};

export type Editing = {
  readonly monaco: Monaco;
  readonly editor: editor.IStandaloneCodeEditor;
};

export function CodeEditor(props: EditorProps) {
  const { active, files } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [editing, setEditing] = useState<Editing>();

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    let stop = () => {};
    let isOver = false;
    void loadMonaco().then((monaco) => {
      if (isOver || !host.current) return;
      const opened = openEditor(monaco, host.current, latest);
      setEditing(opened.editing);
      stop = opened.close;
    });
    return () => {
      isOver = true;
      stop();
    };
  }, []);

  useEffect(() => {
    // Only now is it to be seen, and only what is to be seen can have the focus.
    if (!editing) return;
    const { pressedAt } = latest.current;
    const target = pressedAt && editing.editor.getTargetAtClientPoint(pressedAt.x, pressedAt.y);
    if (target?.position) editing.editor.setPosition(target.position);
    editing.editor.focus();
  }, [editing]);

  const text = files[active] ?? "";
  useEffect(() => {
    if (!editing) return;
    const model = modelOf(editing.monaco, active, text);
    if (editing.editor.getModel() !== model) editing.editor.setModel(model);
    // From outside: a reset, an undo, another tab of the desk.
    if (model.getValue() !== text)
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    editing.editor.updateOptions({ ariaLabel: labelOf(active) });
  }, [editing, active, text]);

  useMarks(editing, props);
  useMonacoTheme(editing?.monaco, host);
  return <div ref={host} className={styles.editor} data-ready={editing !== undefined} />;
}

const labelOf = (file: string) => `${file}, editor. Control M lets Tab leave it.`;

function modelOf(monaco: Monaco, file: string, text: string): editor.ITextModel {
  const uri = monaco.Uri.parse(`file:///lesson/${file}`);
  const language = /\.[cm]?tsx?$/.test(file) ? "typescript" : "javascript";
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, language, uri);
}

type Latest = { readonly current: EditorProps };

function openEditor(monaco: Monaco, host: HTMLDivElement, latest: Latest) {
  const { active, files } = latest.current;
  const created = monaco.editor.create(host, {
    model: modelOf(monaco, active, files[active] ?? ""),
    theme: "day",
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
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  });
  const typed = created.onDidChangeModelContent(() => {
    const model = created.getModel();
    const file = model?.uri.path.replace(/^\/lesson\//, "");
    if (model && file !== undefined) latest.current.onEdit(file, model.getValue());
  });
  const close = () => {
    typed.dispose();
    created.dispose();
    for (const model of monaco.editor.getModels()) model.dispose();
  };
  return { editing: { monaco, editor: created } satisfies Editing, close };
}
