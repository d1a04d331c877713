// What stands out in the editor: the line that is looked at, the line on which a program broke with what it said, and
// problems in the gutter.
"use client";
import type { editor, IRange } from "monaco-editor/editor";
import { useEffect } from "react";
import styles from "./code.module.css";
import type { Editing, EditorProps, Faulty } from "./code-editor.tsx";

type Marked = Pick<EditorProps, "active" | "lit" | "related" | "faulty" | "goTo">;
type Mark = editor.IModelDeltaDecoration;

export function useMarks(
  editing: Editing | undefined,
  { active, lit, related, faulty, goTo }: Marked,
) {
  useEffect(() => {
    if (!editing) return undefined;
    const marks = editing.editor.createDecorationsCollection([
      ...related.filter((line) => line !== lit).map(relatedMark),
      ...(lit === undefined ? [] : [litMark(lit)]),
      ...(faulty === undefined ? [] : faultMarks(faulty)),
    ]);
    // Not while somebody writes elsewhere.
    if (lit !== undefined && !editing.editor.hasTextFocus()) {
      editing.editor.revealLineInCenterIfOutsideViewport(lit);
      // Every line's beginning stays to be seen.
      editing.editor.setScrollLeft(0);
    }
    return () => marks.clear();
    // A change of file takes all decorations along.
  }, [editing, active, lit, related, faulty]);

  useEffect(() => {
    if (!editing || !faulty) return;
    // What is said of the fault below has just taken some of the room.
    editing.editor.layout();
    editing.editor.revealLineInCenterIfOutsideViewport(faulty.line);
  }, [editing, faulty]);

  useEffect(() => {
    if (!editing || !goTo) return;
    const { line } = goTo;
    editing.editor.revealLineInCenterIfOutsideViewport(line);
    editing.editor.setPosition({ lineNumber: line, column: 1 });
    editing.editor.focus();
  }, [editing, goTo]);

  useEffect(() => (editing ? problemSigns(editing) : undefined), [editing]);
}

const lineRange = (line: number, endColumn = 1): IRange => ({
  startLineNumber: line,
  endLineNumber: line,
  startColumn: 1,
  endColumn,
});

const litMark = (line: number): Mark => ({
  range: lineRange(line),
  options: { isWholeLine: true, className: styles.litMark ?? "" },
});

const relatedMark = (line: number): Mark => ({
  range: lineRange(line),
  options: { isWholeLine: true, className: styles.relatedMark ?? "" },
});

/** The line, and behind its end what the program said; all of it is in the strip below, and beside the sign. */
function faultMarks({ line, text }: Faulty): Mark[] {
  const message = { value: plain(text) };
  return [
    {
      range: lineRange(line),
      options: {
        isWholeLine: true,
        className: styles.faultMark ?? "",
        glyphMarginClassName: styles.faultSign ?? "",
        glyphMarginHoverMessage: message,
      },
    },
    {
      range: lineRange(line, Number.MAX_SAFE_INTEGER),
      options: {
        after: { content: `  ${text.split("\n", 1)[0]}`, inlineClassName: styles.faultWords ?? "" },
      },
    },
  ];
}

/** A program's own words, in which no character is a mark of Markdown. */
const plain = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]()<>#+.!~|-]/g, String.raw`\$&`);

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
          range: lineRange(startLineNumber),
          options: {
            glyphMarginClassName: styles.problemSign ?? "",
            glyphMarginHoverMessage: { value: plain(message) },
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
