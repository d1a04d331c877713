// Hears the keys of the table of shortcuts, does what they say, and has the list of them behind `?`.
"use client";
import { useEffect, useEffectEvent } from "react";
import { Popover } from "#components/ui/popover.tsx";
import { castOf } from "#trace/cast.ts";
import { steps as stepsOf } from "#trace/steps.ts";
import { focusPart, openDialog, type Part } from "./focus-part.ts";
import { useKept } from "./kept.ts";
import { letterKeys } from "./letter-keys.ts";
import { later } from "./panes/later-pane.tsx";
import { SEARCH } from "./scrubber-search.tsx";
import { type Doing, doingOf } from "./shortcuts.ts";
import { transportOf } from "./transport.ts";
import { foundFrom, wantedAmong } from "./wanted.ts";
import { useWorkbench } from "./workbench.ts";

/** The id of the list, for whatever opens it. */
export const SHORTCUTS_LIST = "list-of-shortcuts";

const Sheet = later("The list", () =>
  import("./shortcut-sheet.tsx").then(({ ShortcutSheet }) => ShortcutSheet),
);

type Props = {
  /** Has a part on the screen, where there is no room for all of them at once. */
  readonly reveal: (part: Part) => void;
};

export function ShortcutKeys({ reveal }: Props) {
  const workbench = useWorkbench();
  const hasLetters = useKept(letterKeys) === "on";

  const goTo = (part: Part): void => {
    reveal(part);
    focusPart(part);
  };
  const perform = (doing: Doing): void => {
    const { phase, trace, clients, playhead, run, stop, seek, show } = workbench;
    const steps = stepsOf(trace);
    const { back, forth, playOrPause, live } = transportOf(workbench, steps);
    const find = (way: "back" | "forth"): void => {
      const cast = castOf(
        trace,
        clients.map(({ name }) => name),
      );
      seek(foundFrom(steps, playhead, wantedAmong(cast))[way] ?? playhead);
    };
    switch (doing) {
      case "run":
        return run();
      case "stop":
        if (phase.phase === "running") stop();
        return;
      case "back":
        return back();
      case "forth":
        return forth();
      case "play":
        return playOrPause();
      case "live":
        return live();
      case "found-back":
        return find("back");
      case "found-forth":
        return find("forth");
      case "search":
        reveal("moment");
        return openDialog(SEARCH);
      case "sheet":
        return openDialog(SHORTCUTS_LIST);
      case "words":
      case "stage":
      case "client":
      case "moment":
      case "code":
        return goTo(doing);
      default: {
        const pane: `show:${string}` = doing;
        show(pane.slice("show:".length));
        return goTo("inspector");
      }
    }
  };
  const hear = useEffectEvent((event: KeyboardEvent, isFirst: boolean) => {
    const isCombined = event.ctrlKey || event.metaKey;
    // The editor would begin a new line, so we are before it; a letter is ours when nobody else has taken it.
    if (isCombined !== isFirst || event.defaultPrevented) return;
    const doing = doingOf(event, { isWriting: isWriting(event.target), hasLetters });
    if (doing === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    perform(doing);
  });
  useEffect(() => {
    const before = (event: KeyboardEvent) => hear(event, true);
    const after = (event: KeyboardEvent) => hear(event, false);
    window.addEventListener("keydown", before, { capture: true });
    window.addEventListener("keydown", after);
    return () => {
      window.removeEventListener("keydown", before, { capture: true });
      window.removeEventListener("keydown", after);
    };
  }, []);

  return (
    <Popover id={SHORTCUTS_LIST} title="Keyboard shortcuts" drawn="once opened">
      <Sheet />
    </Popover>
  );
}

/** What takes letters itself: fields, lists to choose from, the code. */
const WRITING =
  "textarea, select, [role='textbox'], [contenteditable], input:not([type='range'], [type='radio'], [type='checkbox'])";

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(WRITING) !== null;
