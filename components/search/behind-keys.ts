// What is behind the keys of every page: a dialog, or a way to another page. Comes with the first that is pressed.
import type { ComponentType } from "react";
import { Palette } from "./palette.tsx";
import { follow } from "./site-keys.ts";
import { LIST_KEY, SEARCH_KEY } from "./site-press.ts";
import { SiteSheet } from "./site-sheet.tsx";

/** `typed` is what had been written by the time that it came. */
type Dialog = ComponentType<{ readonly typed: string; readonly close: () => void }>;

const DIALOGS: Readonly<Record<string, Dialog>> = { [SEARCH_KEY]: Palette, [LIST_KEY]: SiteSheet };

/** The dialog that a key opens; undefined for one that leads elsewhere, which is followed. */
export function behind(key: string): Dialog | undefined {
  const Dialog = DIALOGS[key];
  if (!Dialog) follow(key);
  return Dialog;
}
