// A run that is on stage instead of the learner's own: who took part, and what happened. It takes no orders. A check's
// stays as it was when it was judged, though its sandbox is gone by then; a recorded one never had a sandbox here.
import type { Hint } from "#checks/hints/run.ts";
import type { Verdict } from "#checks/verdict.ts";
import type { SceneClient } from "#protocol/scene.ts";
import type { Seq, Trace } from "#trace/event.ts";
import type { Watched } from "./store.ts";

export type OtherRun = {
  readonly is: "check" | "shared" | "opened";
  /** What it is. */
  readonly words: string;
  readonly clients: readonly SceneClient[];
  readonly trace: Watched<Trace>;
};

/** What a check has come to. `show` puts its run on stage at an event, or at what was sent there if that is its bytes. */
export type Checked = {
  readonly verdicts: readonly Verdict[];
  readonly hints: readonly Hint[];
  readonly show: (at: Seq | undefined) => void;
};
