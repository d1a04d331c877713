// Hears the keys of the table of shortcuts and does what they say, first what was pressed before it was there.
"use client";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { flushSync } from "react-dom";
import { isWriting } from "#components/ui/is-writing.ts";
import { castOf } from "#trace/cast.ts";
import { steps as stepsOf } from "#trace/steps.ts";
import { focusPart, openDialog, type Part } from "./focus-part.ts";
import { useKept } from "./kept.ts";
import { letterKeys } from "./letter-keys.ts";
import { SEARCH } from "./scrubber-search.tsx";
import { SHORTCUTS_LIST, type ShortcutKeysProps } from "./shortcut-keys.tsx";
import { hearKeys } from "./shortcut-press.ts";
import { type Doing, doingOf } from "./shortcuts.ts";
import { transportOf } from "./transport.ts";
import { foundFrom, wantedAmong } from "./wanted.ts";
import { useWorkbench } from "./workbench.ts";

type Props = ShortcutKeysProps & {
  readonly held: RefObject<KeyboardEvent[]>;
};

export function ShortcutDeeds({ reveal, held }: Props) {
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
  const answer = useEffectEvent((event: KeyboardEvent): void => {
    const doing = doingOf(event, { isWriting: isWriting(event.target), hasLetters });
    if (doing === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    perform(doing);
  });
  useEffect(() => {
    // Behind React's own work, so that what one has changed is there for the next.
    queueMicrotask(() => {
      for (const event of held.current.splice(0)) flushSync(() => answer(event));
    });
    return hearKeys((event) => answer(event));
  }, [held]);
  return null;
}
