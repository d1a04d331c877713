// One lesson open in the page: its desk, its run, where the learner looks, and what there is to say. Everything of it
// that changes is a store; React draws them and nothing here knows React.
import { arrived } from "#components/ui/arriving.tsx";
import type { Disturbing } from "#protocol/control.ts";
import { knownAt, sentAt } from "#trace/delivery-at.ts";
import type { Deed, Seq, Trace } from "#trace/event.ts";
import type { Checked, OtherRun } from "./other-run.ts";
import { createDesk } from "./desk.ts";
import { onFirstSign } from "./first-sign.ts";
import { createGaze, type Gaze, keepInAddress, NOWHERE, readGaze } from "./gaze.ts";
import { createGuests } from "./guests.ts";
import { forgetShare, onShare } from "./share/in-address.ts";
import type { LessonRun } from "./lesson-run.ts";
import type { LessonSource } from "./lesson-source.ts";
import type { Notice } from "./notice.ts";
import { ownedInTab } from "./owned-sandbox.ts";
import { createPlayer } from "./player.ts";
import type { Given } from "./share/receive.ts";
import { openInTab } from "./open-in-tab.ts";
import { createRanFiles } from "./ran-files.ts";
import { askOfStart, EDITS_BACK, rememberStart } from "./since-begun.ts";
import { createStore } from "./store.ts";

export type Lesson = ReturnType<typeof createLesson>;

export function createLesson(source: LessonSource) {
  const { slug, files } = source;
  let { entry, scene, exercises } = source;
  const notice = createStore<Notice | undefined>(undefined);
  const gaze = createGaze();
  const live = createStore<LessonRun | undefined>(undefined);
  /** What is on stage instead of the learner's own run. */
  const other = createStore<OtherRun | undefined>(undefined);
  /** The exercise whose program was run last; undefined for the lesson's own. */
  const ranFor = createStore<string | undefined>(undefined);
  const ran = createRanFiles({ slug, start: files, storage: () => sessionStorage });
  const onStage = (): Trace => (other.get()?.trace ?? live.get()?.log.drawn)?.get() ?? [];
  const player = createPlayer(gaze, onStage);
  const say = (text: string) => notice.set({ text });
  const unsay = (text: string) => {
    if (notice.get()?.text === text) notice.set(undefined);
  };
  const desk = createDesk({
    slug,
    files,
    exercises,
    onNotKept: () => say("This browser would not keep your edits: they last until you reload."),
    onEdited: (name, edited) => void rememberStart(name, edited),
  });
  const program = (of: string | undefined) => ({ entry, files: { ...desk.filesOf(of) } });

  const owned = ownedInTab(slug);
  /** Loads what talks to the network, once, while the lesson is open. */
  let goLive = () => {};
  const loaded = (): Promise<LessonRun> => {
    goLive();
    return new Promise((resolve) => {
      const look = () => {
        const run = live.get();
        if (!run) return;
        stop();
        resolve(run);
      };
      const stop = live.subscribe(look);
      look();
    });
  };

  const guests = createGuests({ scene: () => scene, run: loaded, watch: () => watch(undefined) });

  return {
    desk: desk.desk,
    gaze,
    live,
    notice,
    player,
    edit: desk.edit,
    reset,
    bringBack,
    say,
    other,
    guests,
    ranFor,
    ran: ran.files,
    /** Puts an exercise's files on the desk, or the lesson's own, and their run on stage; tells whether they are edited. */
    open(exercise: string | undefined): boolean {
      const isEdited = putOnDesk(exercise);
      watch(undefined);
      return isEdited;
    },
    /** Looks at an event of what is on stage, with what became of it. */
    select: (seq: Seq) => look(seq),
    leaveOther: () => watch(undefined),
    receive,
    /** What opens the learner's sandbox: nobody else may have it. */
    secrets(): readonly string[] {
      const { sandbox, token } = owned.get() ?? {};
      return [sandbox, token].filter((one) => one !== undefined && one !== "") as string[];
    },

    /** Goes on with the lesson as its author has just saved it. */
    renew(next: LessonSource) {
      ({ entry, scene, exercises } = next);
      desk.renew(next);
    },

    /** Begins everything outside the page; returns the stop. */
    start(): () => void {
      let isOver = false;
      gaze.set(readGaze(location.hash));
      const hasSandbox = owned.get() !== undefined;
      const stopOpening = openInTab({ slug, exercises, desk, ranFor, hasSandbox });
      if (desk.restore()) {
        notice.set({ text: EDITS_BACK, undo: () => reset(), undoes: "Back to the start" });
        void askOfStart({ slug, desk, notice });
      }
      const stopKeeping = keepInAddress({
        ...gaze,
        // After a reload no other run is there, unless the address itself brings it.
        get() {
          const isGone = other.get() !== undefined && other.get()?.is !== "shared";
          return isGone ? { ...NOWHERE, view: gaze.get().view } : gaze.get();
        },
      });
      goLive = () => {
        goLive = () => {};
        stopWaiting();
        void arrived(() => import("./lesson-run.ts")).then(({ openLessonRun }) => {
          if (!isOver)
            live.set(
              openLessonRun({
                owned,
                scene: guests.scene,
                program: () => ran.noted(program(ranFor.get())),
                say,
                unsay,
              }),
            );
        });
      };
      const stopWaiting = onFirstSign(() => goLive());
      // What ran in this tab before a reload is to be seen again at once.
      ran.restore(hasSandbox);
      if (hasSandbox) goLive();
      const stopReceiving = onShare((encoded) => {
        receive({ encoded, here: readGaze(location.hash), forget: forgetShare }).catch((error) =>
          say(`What was shared with you could not be opened: ${String(error)}`),
        );
      });
      return () => {
        isOver = true;
        stopReceiving();
        stopWaiting();
        player.pause();
        stopKeeping();
        stopOpening();
        live.get()?.close();
        live.set(undefined);
      };
    },

    async run() {
      const run = await loaded();
      if (run.isAsking()) return;
      // In one step: nobody may see the old run as this program's.
      watch(undefined);
      notice.set(undefined);
      ranFor.set(desk.desk.get().exercise);
      await run.run();
    },
    async stop() {
      await (await loaded()).stop();
    },
    async act(client: string, deed: Deed) {
      // Whoever does something wants to see it happen.
      watch(undefined);
      await (await loaded()).act(client, deed);
    },
    async disturb(asked: Disturbing) {
      watch(undefined);
      await (await loaded()).disturb(asked);
    },
    async settle(horizon: number) {
      await (await loaded()).settle(horizon);
    },
    async check(exercise: string): Promise<Checked> {
      const { check: written, file } = exercises.find((each) => each.slug === exercise) ?? {};
      if (!written || !file) throw new Error("This exercise has no check yet.");
      // Its lines are lit in the editor.
      putOnDesk(exercise);
      let seen: OtherRun | undefined;
      const asked = { written, program: program(exercise), file };
      const judged = await (await loaded()).check(asked, (begun) => watch((seen = begun)));
      return {
        ...judged,
        show(at) {
          watch(seen);
          if (at !== undefined) look(sentAt(onStage(), at));
        },
      };
    },
  };

  function putOnDesk(exercise: string | undefined): boolean {
    // It would undo what was done to other files.
    if (exercise !== desk.desk.get().exercise && notice.get()?.undo) notice.set(undefined);
    const isEdited = desk.open(exercise);
    if (isEdited) void askOfStart({ slug, desk, notice });
    return isEdited;
  }

  /** The learner's own run, or another, as it goes on. */
  function watch(run: OtherRun | undefined, at: Partial<Gaze> = {}) {
    if (run?.is !== "shared") forgetShare();
    other.set(run);
    gaze.set({ ...NOWHERE, view: gaze.get().view, ...at });
  }

  /** Opens what somebody has shared, or says why not. */
  async function receive(given: Given): Promise<void> {
    const { receive: open } = await arrived(() => import("./share/receive.ts"));
    await open(given, { slug, exercises: () => exercises, desk, putOnDesk, watch, notice });
  }

  function look(selected: Seq) {
    gaze.set({ ...gaze.get(), playhead: knownAt(onStage(), selected), selected, line: undefined });
  }

  function reset() {
    desk.reset();
    notice.set({ text: "Everything is as it was at the start.", undo: bringBack });
  }

  function bringBack() {
    desk.bringBack();
    notice.set(undefined);
  }
}
