// A check's run as the stage shows it: who took part, and what happened. It stays as it was when it was judged, though its
// sandbox is gone by then.
import type { Verdict } from "#checks/verdict.ts";
import type { SceneClient } from "#protocol/scene.ts";
import type { Seq, Trace } from "#trace/event.ts";
import type { Store } from "./store.ts";

export type CheckRun = {
  readonly clients: readonly SceneClient[];
  readonly trace: Pick<Store<Trace>, "get" | "subscribe">;
};

/** What a check has come to. `show` puts its run on stage, at what was sent before `at` and has reached whom it should not. */
export type Checked = {
  readonly verdicts: readonly Verdict[];
  readonly show: (at: Seq | undefined) => void;
};
