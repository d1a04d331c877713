// Whether what has the focus takes letters itself: fields, lists to choose from, the code.
const WRITING =
  "textarea, select, [role='textbox'], [contenteditable], input:not([type='range'], [type='radio'], [type='checkbox'])";

export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(WRITING) !== null;
