// The workbench as its parts see it: the learner's files, the run's trace, the playhead, and what may be done.
// Parts read it with useWorkbench and never talk to the network themselves.
"use client";
import { createContext, useContext } from "react";
import type { Disturbing } from "#protocol/control.ts";
import type { SceneClient } from "#protocol/scene.ts";
import type { Deed, Seq, Trace } from "#trace/event.ts";
import type { Kin } from "#trace/kin.ts";
import type { Notice } from "./notice.ts";
import type { Checked, OtherRun } from "./other-run.ts";
import type { Pace } from "./player.ts";
import type { Watched } from "./store.ts";

/** How far a run is. Texts are for the learner. */
export type Phase =
  | { readonly phase: "idle" }
  | { readonly phase: "starting" }
  | { readonly phase: "running"; readonly run: string }
  | { readonly phase: "ended"; readonly run: string; readonly text: string }
  | { readonly phase: "unreachable"; readonly text: string };

export type Workbench = {
  /** Its slug. */
  readonly lesson: string;
  /** The files as edited, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** The same files as the lesson, or the open exercise, begins with. */
  readonly start: Readonly<Record<string, string>>;
  /** The one of them that is to be changed first: the server's, or the open exercise's. */
  readonly main: string;
  readonly edit: (file: string, text: string) => void;
  /** Back to the start. */
  readonly reset: () => void;
  /** Brings the learner's files back as they were before a reset, or before another's were taken. */
  readonly former?: { readonly before: "reset" | "take"; readonly bringBack: () => void };
  readonly isEdited: boolean;
  /** The files as they were when what is on stage was run; undefined where that is not known. */
  readonly ran: Readonly<Record<string, string>> | undefined;

  /** Of the files on the desk: an exercise's may be open while the lesson's own run. */
  readonly phase: Phase;
  readonly run: () => void;
  readonly stop: () => void;

  /** Where any client reaches the learner's server, without a slash at its end; undefined until it has a sandbox. */
  readonly address: string | undefined;

  /** The learner's run of the lesson's own files, which the prose speaks of, whatever is on stage. */
  readonly lessonRun: Pick<Workbench, "phase" | "trace" | "clients">;
  /** What is on stage instead of the learner's own run. */
  readonly other: OtherRun | undefined;
  readonly leaveOther: () => void;
  /** What opens the learner's sandbox: it goes into nothing that is shared. */
  readonly secrets: () => readonly string[];
  /** Puts a recording on stage, or says why not. */
  readonly receive: (file: Blob) => void;

  /** Has it written into the trace when everything has come to rest, with no timer due within so many milliseconds. */
  readonly settle: (horizon: number) => void;

  /** Who is on stage, guests included. */
  readonly clients: readonly SceneClient[];
  /** Whom the learner has added. */
  readonly guests: readonly SceneClient[];
  /** One more comes, like the scene's first, as long as there is room. */
  readonly invite: () => void;
  readonly dismiss: (guest: string) => void;
  /** The client leaves without a word and comes anew, as when its page is loaded again. */
  readonly reload: (client: string) => void;
  /** Who has a second tab open, and in which run. */
  readonly tabs: ReadonlyMap<string, string>;
  readonly openTab: (client: string) => void;
  readonly closeTab: (client: string) => void;
  readonly act: (client: string, deed: Deed) => void;
  /** Has a client or the server suffer something, or a client no more. */
  readonly disturb: (asked: Disturbing) => void;

  /** The whole trace of what is on stage, as often as one can read it. */
  readonly trace: Trace;
  /** The events up to the playhead: what every view draws. */
  readonly shown: Trace;
  /** The same trace with every frame, for what is watched and not read. */
  readonly watched: Watched<Trace>;
  /** "live" follows the run; a seq stands still at "every event with seq ≤ it". */
  readonly playhead: Seq | "live";
  /** What was selected is selected no more, unless it is said again. */
  readonly seek: (to: Seq | "live", selected?: Seq) => void;
  /** How the playhead goes on by itself: `play` from where it stands, until live or elsewhere. */
  readonly pace: Pace;
  readonly play: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: number) => void;
  /** The event being looked at, at or before the playhead: in every view, with its line in the editor. */
  readonly selected: Seq | undefined;
  /**
   * What caused the selected event and what it caused, in the whole run: every view lights it, the editor its lines.
   * Without a selection there is none.
   */
  readonly kin: Kin | undefined;
  /** Puts the playhead where it is known what became of it. */
  readonly select: (seq: Seq) => void;
  /** The inspector's pane, by its key; its first, unless there is one of this name. */
  readonly view: string | undefined;
  readonly show: (view: string) => void;

  readonly notice: Notice | undefined;
  readonly tell: (notice: Notice) => void;
  readonly dismissNotice: () => void;

  /** Lights a line of a file (from 1) and shows the file, where the bench has an editor. */
  readonly light?: (file: string, line: number) => void;
  /** The inspector has the room of the editor and some of the stage's. */
  readonly isLarge?: boolean;
  readonly enlarge?: (isLarge: boolean) => void;
  /** Shows the stage, where the screen is too small for it beside the words. */
  readonly showStage?: () => void;
  /**
   * The exercise whose files are being edited; undefined for the lesson's own. `openExercise` changes to one and back, and
   * `to` is what is shown then where there is room for one part only; tells whether other files came, and edited.
   */
  readonly exercise?: string | undefined;
  readonly openExercise?: (slug: string | undefined, to?: "code" | "words") => boolean;
  /** Runs this exercise's check on its files as edited, in a sandbox of its own. Rejects with words for the learner. */
  readonly checkExercise?: (slug: string) => Promise<Checked>;
};

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** @throws outside a workbench: a part that is drawn alone is a mistake of ours. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error("this part belongs inside a <Workbench>");
  return workbench;
}
