// The keys of the table of shortcuts, and the list of them behind `?`. What does them comes with the first press that may
// be one; until it is there, presses are held.
"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { isWriting } from "#components/ui/is-writing.ts";
import { Popover } from "#components/ui/popover.tsx";
import type { Part } from "./focus-part.ts";
import { useKept } from "./kept.ts";
import { letterKeys } from "./letter-keys.ts";
import { onNeed } from "./on-need.ts";
import { later } from "./panes/later-pane.tsx";
import { hearKeys, mayBeShortcut } from "./shortcut-press.ts";

/** The id of the list, for whatever opens it. */
export const SHORTCUTS_LIST = "list-of-shortcuts";

const useDeeds = onNeed(() =>
  import("./shortcut-deeds.tsx").then(({ ShortcutDeeds }) => ShortcutDeeds),
);
const Sheet = later("The list", () =>
  import("./shortcut-sheet.tsx").then(({ ShortcutSheet }) => ShortcutSheet),
);

export type ShortcutKeysProps = {
  /** Has a part on the screen, where there is no room for all of them at once. */
  readonly reveal: (part: Part) => void;
};

export function ShortcutKeys({ reveal }: ShortcutKeysProps) {
  const hasLetters = useKept(letterKeys) === "on";
  const held = useRef<KeyboardEvent[]>([]);
  const [isPressed, press] = useState(false);
  const Deeds = useDeeds(isPressed);
  const hold = useEffectEvent((event: KeyboardEvent): void => {
    if (!mayBeShortcut(event, { isWriting: isWriting(event.target), hasLetters })) return;
    event.preventDefault();
    event.stopPropagation();
    held.current.push(event);
    press(true);
  });
  const isHere = Deeds !== undefined;
  useEffect(() => (isHere ? undefined : hearKeys((event) => hold(event))), [isHere]);
  return (
    <>
      {Deeds && <Deeds reveal={reveal} held={held} />}
      <Popover id={SHORTCUTS_LIST} title="Keyboard shortcuts" drawn="once opened">
        <Sheet />
      </Popover>
    </>
  );
}
