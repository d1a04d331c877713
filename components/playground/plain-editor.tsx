// Writing with fingers: a text field over the static block, of which only the caret is seen. The keyboard, the selection
// and the undo are the phone's own, which Monaco has no part in.
"use client";
import type { KeyboardEvent, ReactNode } from "react";
import styles from "./code.module.css";

type Props = {
  readonly file: string;
  readonly text: string;
  readonly onEdit: (file: string, text: string) => void;
  /** The same text as the static block shows it. */
  readonly children: ReactNode;
};

export function PlainEditor({ file, text, onEdit, children }: Props) {
  return (
    <div className={styles.plain}>
      <div aria-hidden="true">{children}</div>
      <textarea
        className={styles.pen}
        aria-label={`${file}, editor`}
        value={text}
        onChange={({ currentTarget }) => onEdit(file, currentTarget.value)}
        onKeyDown={indent}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
      />
    </div>
  );
}

/** A new line begins where the one before does, or one step further in behind an opening bracket. */
function indent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
    return;
  const { value, selectionStart } = event.currentTarget;
  const before = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const [space = ""] = /^\s*/.exec(before) ?? [];
  event.preventDefault();
  // The one way of inserting text that the field's own undo knows of.
  document.execCommand("insertText", false, `\n${space}${/[{([]\s*$/.test(before) ? "  " : ""}`);
}
