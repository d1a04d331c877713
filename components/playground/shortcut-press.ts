// Which key presses may be shortcuts, without the table of them.
import type { Around, Press } from "./shortcuts.ts";

/** Has all of the table's, and of others only such as do nothing here. */
export function mayBeShortcut(press: Press, { isWriting, hasLetters }: Around): boolean {
  if (press.altKey) return false;
  if (isCombined(press)) return press.key === "Enter" && !press.repeat;
  return !isWriting && hasLetters && /^[!-~]$/.test(press.key);
}

/** Presses that nobody else has taken; returns the stop. */
export function hearKeys(hear: (event: KeyboardEvent) => void): () => void {
  // The editor would begin a new line, so we are before it; a letter is ours when nobody else has taken it.
  const before = (event: KeyboardEvent): void => {
    if (isCombined(event) && !event.defaultPrevented) hear(event);
  };
  const after = (event: KeyboardEvent): void => {
    if (!isCombined(event) && !event.defaultPrevented) hear(event);
  };
  window.addEventListener("keydown", before, { capture: true });
  window.addEventListener("keydown", after);
  return () => {
    window.removeEventListener("keydown", before, { capture: true });
    window.removeEventListener("keydown", after);
  };
}

const isCombined = ({ ctrlKey, metaKey }: Pick<Press, "ctrlKey" | "metaKey">): boolean =>
  ctrlKey || metaKey;
