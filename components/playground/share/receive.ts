// What somebody has shared, put before the learner: its run on stage, paused where it was left, and its code beside the
// learner's own, which stays until the learner says otherwise. Comes with the first link or file that is opened; of the
// playground it has types only, whose chunk stays whole so.
import { readShare, SHARE_CAPS, type ShareReading, type Shared } from "#protocol/share.ts";
import type { DeskOwner } from "../desk.ts";
import type { Files } from "../edits.ts";
import type { Gaze } from "../gaze.ts";
import type { Notice } from "../notice.ts";
import type { OtherRun } from "../other-run.ts";
import type { Store } from "../store.ts";
import { readPacked } from "./pack.ts";

/** What a link carries, and where its address says to look; or a file. */
export type Given =
  | { readonly encoded: string; readonly here: Gaze; readonly forget: () => void }
  | { readonly file: Blob };

/** The lesson, as far as it concerns whoever brings something. */
export type Host = {
  readonly slug: string;
  readonly exercises: () => readonly { readonly slug: string }[];
  readonly desk: Pick<DeskOwner, "desk" | "take" | "putBack">;
  readonly putOnDesk: (exercise: string | undefined) => void;
  readonly watch: (run: OtherRun | undefined, at?: Partial<Gaze>) => void;
  readonly notice: Store<Notice | undefined>;
};

export async function receive(given: Given, host: Host): Promise<void> {
  const reading = await readGiven(given);
  const problem = reading.ok ? misplaced(reading.shared, host) : reading.text;
  if (!reading.ok || problem !== undefined) {
    host.notice.set({ text: problem ?? "" });
    return;
  }
  const { shared } = reading;
  const { trace, clients, exercise } = shared;
  host.putOnDesk(exercise);
  host.notice.set(undefined);
  if (trace) {
    const [is, how] =
      "encoded" in given
        ? (["shared", "shared with you"] as const)
        : (["opened", "opened from a file"] as const);
    const words = `A recorded run, ${how}: it takes no orders`;
    const recorded = { get: () => trace, subscribe: () => () => {} };
    host.watch({ is, words, clients, trace: recorded }, gazeOf(shared, given));
  } else if ("encoded" in given) given.forget();
  offerCode(shared, host);
}

async function readGiven(given: Given): Promise<ShareReading> {
  if ("encoded" in given) return readPacked(given.encoded);
  if (given.file.size > SHARE_CAPS.file)
    return { ok: false, text: "This file is larger than any recording: it was left closed." };
  return readShare(await given.file.text());
}

function misplaced({ lesson, exercise }: Shared, host: Host): string | undefined {
  if (lesson !== host.slug)
    return `This belongs to another lesson, ${lesson}: open that, and it there.`;
  if (exercise === undefined || host.exercises().some(({ slug }) => slug === exercise))
    return undefined;
  return `This belongs to an exercise that the lesson does not have, ${exercise}: nothing was opened.`;
}

/** Paused: where the address says, for whoever comes back by a reload; else where the sender was. */
function gazeOf({ at, selected, trace = [] }: Shared, given: Given): Partial<Gaze> {
  const here = "here" in given ? given.here : undefined;
  if (here && here.playhead !== "live") return here;
  const view = here?.view === undefined ? {} : { view: here.view };
  return { ...view, playhead: at ?? trace.at(-1)?.seq ?? "live", selected };
}

function offerCode({ files, trace }: Shared, { desk, notice }: Host): void {
  const { files: own, start } = desk.desk.get();
  const brought: Files = Object.fromEntries(
    files.flatMap(({ name, text }) => (Object.hasOwn(own, name) ? [[name, text]] : [])),
  );
  const differing = Object.keys(brought).filter((name) => brought[name] !== own[name]);
  if (differing.length === 0) return;
  const what = trace ? "The run’s code" : "This link’s code";
  const then = trace ? "" : " Press Run to see what it does.";
  // Whichever is put away can be had again, with what was written in it meanwhile.
  const put = (code: Files, isTheirs: boolean) => {
    const before = isTheirs ? desk.take(code) : desk.putBack(code);
    const text = isTheirs ? `${what} is on your desk.${then}` : "Your own code is back.";
    notice.set({ text, undo: () => put(before, !isTheirs), undoes: "Undo" });
  };
  // Whoever has written nothing has nothing to lose.
  if (Object.keys(own).every((name) => own[name] === start[name])) return put(brought, true);
  notice.set({
    text: `${what} differs from yours in ${differing.join(" and ")}.`,
    undo: () => put(brought, true),
    undoes: "Take it",
    dismisses: "Keep mine",
  });
}
