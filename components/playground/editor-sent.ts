// Beside each line of the editor that sent something, how often it did; pressed, or asked for with the keyboard, what it
// sent is looked at.
"use client";
import { useEffect } from "react";
import type { Editing, EditorProps } from "./code-editor.tsx";
import styles from "./code.module.css";

/** Marks stay on their lines as these are edited, until what ran says otherwise. */
export function useSentMarks(
  editing: Editing | undefined,
  { active, sent, related, lit }: Pick<EditorProps, "active" | "sent" | "related" | "lit">,
) {
  useEffect(() => {
    if (!editing) return undefined;
    const marks = editing.editor.createDecorationsCollection(
      sent.map(({ line, count, words }) => {
        const strong = line === lit || related.includes(line) ? ` ${styles.isKin}` : "";
        return {
          range: { startLineNumber: line, endLineNumber: line, startColumn: 1, endColumn: 1 },
          options: {
            glyphMarginClassName: `${styles.sent} ${styles[`sent${count}`]}${strong}`,
            glyphMarginHoverMessage: { value: `${words}. Alt+Enter looks at it.` },
          },
        };
      }),
    );
    return () => marks.clear();
  }, [editing, active, sent, related, lit]);
}

/** Calls back with the line whose mark is pressed, or on which the caret stands when the command is given. */
export function askedOfLines({ monaco, editor }: Editing, ask: (line: number) => void): void {
  editor.onMouseDown(({ target }) => {
    const { GUTTER_GLYPH_MARGIN } = monaco.editor.MouseTargetType;
    if (target.type === GUTTER_GLYPH_MARGIN) ask(target.position.lineNumber);
  });
  editor.addAction({
    id: "what-this-line-sent",
    label: "Show what this line sent",
    keybindings: [monaco.KeyMod.Alt | monaco.KeyCode.Enter],
    contextMenuGroupId: "navigation",
    run(its) {
      const line = its.getPosition()?.lineNumber;
      if (line !== undefined) ask(line);
    },
  });
}
