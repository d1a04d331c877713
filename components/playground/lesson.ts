// One lesson open in the page: its desk, its run, where the learner looks, and what there is to say. Everything of it
// that changes is a store; React draws them and nothing here knows React.
import { arrived } from "#components/ui/arriving.tsx";
import type { WrittenCheck } from "#protocol/exercise.ts";
import type { Scene } from "#protocol/scene.ts";
import type { Deed } from "#trace/event.ts";
import { createDesk } from "./desk.ts";
import type { Files } from "./edits.ts";
import { onFirstSign } from "./first-sign.ts";
import { createGaze, keepInAddress, NOWHERE, readGaze } from "./gaze.ts";
import type { LessonRun } from "./lesson-run.ts";
import { ownedInTab } from "./owned-sandbox.ts";
import { createPlayer } from "./player.ts";
import { createStore } from "./store.ts";

export type Exercise = {
  readonly slug: string;
  readonly title: string;
  readonly starter: Files;
  readonly check?: WrittenCheck;
};

export type LessonSource = {
  readonly slug: string;
  readonly files: Files;
  /** The file the server runs. */
  readonly entry: string;
  readonly scene: Scene;
  readonly exercises: readonly Exercise[];
};

/** `undoes` is what the button for `undo` says. */
export type Notice = {
  readonly text: string;
  readonly undo?: () => void;
  readonly undoes?: string;
};
export type Lesson = ReturnType<typeof createLesson>;

export function createLesson(source: LessonSource) {
  const { slug, files } = source;
  let { entry, scene, exercises } = source;
  const notice = createStore<Notice | undefined>(undefined);
  const gaze = createGaze();
  const live = createStore<LessonRun | undefined>(undefined);
  const player = createPlayer(gaze, () => live.get()?.log.drawn.get() ?? []);
  const say = (text: string) => notice.set({ text });
  const desk = createDesk({
    slug,
    files,
    exercises,
    onNotKept: () => say("This browser would not keep your edits: they last until you reload."),
  });
  const program = (of: Files = desk.desk.get().files) => ({ entry, files: { ...of } });

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

  return {
    desk: desk.desk,
    gaze,
    live,
    notice,
    player,
    edit: desk.edit,
    reset,
    undoReset,
    open: desk.open,
    say,

    /** Goes on with the lesson as its author has just saved it. */
    renew(next: LessonSource) {
      ({ entry, scene, exercises } = next);
      desk.renew(next);
    },

    /** Begins everything outside the page; returns the stop. */
    start(): () => void {
      let isOver = false;
      gaze.set(readGaze(location.hash));
      if (desk.restore())
        notice.set({
          text: "Your edits are back, as you left them.",
          undo: () => reset(),
          undoes: "Back to the start",
        });
      const stopKeeping = keepInAddress(gaze);
      goLive = () => {
        goLive = () => {};
        stopWaiting();
        void arrived(() => import("./lesson-run.ts")).then(({ openLessonRun }) => {
          if (!isOver) live.set(openLessonRun({ owned, scene: () => scene, program, say }));
        });
      };
      const stopWaiting = onFirstSign(() => goLive());
      // What ran in this tab before a reload is to be seen again at once.
      if (owned.get()) goLive();
      return () => {
        isOver = true;
        stopWaiting();
        player.pause();
        stopKeeping();
        live.get()?.close();
        live.set(undefined);
      };
    },

    async run() {
      gaze.set(NOWHERE);
      notice.set(undefined);
      await (await loaded()).run();
    },
    async stop() {
      await (await loaded()).stop();
    },
    async act(client: string, deed: Deed) {
      // Whoever does something wants to see it happen.
      gaze.set(NOWHERE);
      await (await loaded()).act(client, deed);
    },
    async check(exercise: string) {
      const written = exercises.find((each) => each.slug === exercise)?.check;
      if (!written) throw new Error("This exercise has no check yet.");
      return (await loaded()).check(written, program(desk.filesOf(exercise)));
    },
  };

  function reset() {
    desk.reset();
    notice.set({ text: "Everything is as it was at the start.", undo: undoReset });
  }

  function undoReset() {
    desk.undoReset();
    notice.set(undefined);
  }
}
