// What stands out in the editor: the line that is looked at, the line of a fault, and problems in the gutter.
"use client";
import type { editor } from "monaco-editor/editor";
import { useEffect } from "react";
import styles from "./code.module.css";
import type { Editing, EditorProps } from "./code-editor.tsx";

type Marked = Pick<EditorProps, "active" | "lit" | "faulty" | "goTo">;

export function useMarks(editing: Editing | undefined, { active, lit, faulty, goTo }: Marked) {
  useEffect(() => {
    if (!editing) return undefined;
    const marks = editing.editor.createDecorationsCollection([
      ...lineMark(lit, { className: styles.litMark }),
      ...lineMark(faulty, {
        className: styles.faultMark,
        glyphMarginClassName: styles.faultSign,
      }),
    ]);
    // Not while somebody writes elsewhere.
    if (lit !== undefined && !editing.editor.hasTextFocus())
      editing.editor.revealLineInCenterIfOutsideViewport(lit);
    return () => marks.clear();
    // A change of file takes all decorations along.
  }, [editing, active, lit, faulty]);

  useEffect(() => {
    if (!editing || !goTo) return;
    const { line } = goTo;
    editing.editor.revealLineInCenterIfOutsideViewport(line);
    editing.editor.setPosition({ lineNumber: line, column: 1 });
    editing.editor.focus();
  }, [editing, goTo]);

  useEffect(() => (editing ? problemSigns(editing) : undefined), [editing]);
}

type Look = {
  readonly className?: string | undefined;
  readonly glyphMarginClassName?: string | undefined;
};

function lineMark(line: number | undefined, look: Look): editor.IModelDeltaDecoration[] {
  if (line === undefined) return [];
  return [{ range: rangeOf(line), options: { isWholeLine: true, ...definite(look) } }];
}

const rangeOf = (line: number) => ({
  startLineNumber: line,
  endLineNumber: line,
  startColumn: 1,
  endColumn: 1,
});

const definite = ({ className = "", glyphMarginClassName = "" }: Look) => ({
  className,
  glyphMarginClassName,
});

/** A sign beside each line with a problem that the language service found; hovering says which. */
function problemSigns({ monaco, editor }: Editing): () => void {
  const signs = editor.createDecorationsCollection([]);
  const draw = () => {
    const model = editor.getModel();
    const problems = model ? monaco.editor.getModelMarkers({ resource: model.uri }) : [];
    signs.set(
      problems
        .filter(({ severity }) => severity >= monaco.MarkerSeverity.Warning)
        .map(({ startLineNumber, message }) => ({
          range: rangeOf(startLineNumber),
          options: {
            glyphMarginClassName: styles.problemSign ?? "",
            glyphMarginHoverMessage: { value: message },
          },
        })),
    );
  };
  const stops = [monaco.editor.onDidChangeMarkers(draw), editor.onDidChangeModel(draw)];
  draw();
  return () => {
    for (const stop of stops) stop.dispose();
    signs.clear();
  };
}
