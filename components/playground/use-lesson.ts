// The lesson as React sees it: its stores, put together into the one Workbench that every part reads.
"use client";
import { useEffect, useMemo, useState } from "react";
import type { Trace } from "#trace/event.ts";
import type { GuestDeeds } from "./guest-deeds.ts";
import type { Gaze } from "./gaze.ts";
import { createLesson, type Lesson } from "./lesson.ts";
import type { LessonSource } from "./lesson-source.ts";
import { type Attachment, phaseOf } from "./phase.ts";
import { shownAt } from "./playhead.ts";
import { createStore, type Watched } from "./store.ts";
import { useKin } from "./use-kin.ts";
import { usePart, useStore } from "./use-store.ts";
import type { Workbench } from "./workbench.ts";

/** The lesson, open as long as the component is there. */
export function useOpenLesson(source: LessonSource): Lesson {
  const [lesson] = useState(() => createLesson(source));
  useEffect(() => lesson.start(), [lesson]);
  const { slug, files: given, entry, scene, exercises } = source;
  useEffect(() => {
    lesson.renew({ slug, files: given, entry, scene, exercises });
  }, [lesson, slug, given, entry, scene, exercises]);
  return lesson;
}

/** When a part of the page is told of something. */
export type Reading = {
  /** Of what a run brings. */
  readonly run: (trace: Watched<Trace>) => Watched<Trace>;
  /** Of where the learner stands in it; what is selected is known at once. */
  readonly playhead: (gaze: Watched<Gaze>) => Watched<Gaze>;
};

/** What a part of the page reads: that in its turn, all else at once. */
export function useLesson(lesson: Lesson, source: LessonSource, told: Reading): Workbench {
  const { slug, scene, entry, exercises } = source;
  const desk = useStore(lesson.desk);
  const selected = usePart(lesson.gaze, (gaze) => gaze.selected);
  const view = usePart(lesson.gaze, (gaze) => gaze.view);
  const gaze = useMemo(() => told.playhead(lesson.gaze), [told, lesson]);
  const playhead = usePart(gaze, (now) => now.playhead);
  const notice = useStore(lesson.notice);
  const live = useStore(lesson.live);
  const pace = useStore(lesson.player.pace);
  const other = useStore(lesson.other);
  const guests = useStore(lesson.guests.guests);
  const tabs = useStore(lesson.guests.tabs);
  const ranFor = useStore(lesson.ranFor);
  const ranFiles = useStore(lesson.ran);
  const own = live?.log.drawn ?? NO_TRACE;
  const ownTrace = useRead(own, told);
  const otherTrace = useRead(other?.trace ?? NO_TRACE, told);
  const attachment = useStore(live?.attachment ?? OPENING);
  const address = useStore(live?.address ?? NO_ADDRESS);
  const run = live?.log.run();

  const acts = useMemo(() => actsOf(lesson), [lesson]);
  const { exercise, files, start, former } = desk;
  const main = exercises.find((one) => one.slug === exercise)?.file ?? entry;
  const clients = useMemo(() => {
    const people = [...scene.clients, ...guests];
    // The lesson's buttons say nothing that an exercise asks for.
    return exercise === undefined ? people : people.map((client) => ({ ...client, buttons: [] }));
  }, [scene, guests, exercise]);
  const runOf = (program: string | undefined) =>
    ranFor === program ? { run, trace: ownTrace } : NO_RUN;
  const ours = useRun(attachment, runOf(undefined));
  const { phase, trace: deskTrace } = useRun(attachment, runOf(exercise));
  const trace = other ? otherTrace : deskTrace;
  const watched = other?.trace ?? (ranFor === exercise ? own : NO_TRACE);
  const shown = useMemo(() => shownAt(trace, playhead), [trace, playhead]);
  const kin = useKin(trace, selected);
  const ran = other ? undefined : ranFiles;

  return useMemo<Workbench>(
    () => ({
      ...acts,
      lesson: slug,
      ...(former && { former: { before: former.before, bringBack: lesson.bringBack } }),
      files,
      main,
      start,
      isEdited: Object.entries(files).some(([name, text]) => text !== start[name]),
      phase,
      address,
      clients: other?.clients ?? clients,
      guests,
      tabs,
      other,
      lessonRun: { ...ours, clients: scene.clients },
      trace,
      shown,
      watched,
      playhead,
      pace,
      selected,
      kin,
      ran,
      view,
      notice,
      exercise,
    }),
    [
      acts,
      slug,
      lesson,
      former,
      files,
      main,
      start,
      phase,
      address,
      scene,
      clients,
      guests,
      tabs,
      other,
      ours,
      trace,
      shown,
      watched,
      playhead,
      pace,
      selected,
      kin,
      ran,
      view,
      notice,
      exercise,
    ],
  );
}

type Run = { readonly run: string | undefined; readonly trace: Trace };
const NO_RUN: Run = { run: undefined, trace: [] };

function useRun(attachment: Attachment, { run, trace }: Run): Pick<Workbench, "phase" | "trace"> {
  const now = useMemo(() => phaseOf(attachment, run, trace), [attachment, run, trace]);
  // The same phase is the same object: much depends on it, and a trace grows with every frame.
  const [phase, setPhase] = useState(now);
  const isSame = JSON.stringify(phase) === JSON.stringify(now);
  if (!isSame) setPhase(now);
  const current = isSame ? phase : now;
  return useMemo(() => ({ phase: current, trace }), [current, trace]);
}

const NO_TRACE = createStore<Trace>([]);
const NO_ADDRESS = createStore<string | undefined>(undefined);
const OPENING = createStore<Attachment>({ is: "opening" });

/** With whatever else changes it is up to date. */
const useRead = (trace: Watched<Trace>, { run }: Reading): Trace =>
  useStore(useMemo(() => run(trace), [run, trace]));

type Acts = Pick<
  Workbench,
  | "edit"
  | "reset"
  | "run"
  | "stop"
  | "act"
  | "invite"
  | "dismiss"
  | "reload"
  | "settle"
  | "openTab"
  | "closeTab"
  | "disturb"
  | "seek"
  | "play"
  | "pause"
  | "setSpeed"
  | "select"
  | "show"
  | "leaveOther"
  | "receive"
  | "secrets"
  | "tell"
  | "dismissNotice"
> &
  Required<Pick<Workbench, "light" | "openExercise" | "checkExercise">>;

function actsOf(lesson: Lesson): Acts {
  const { gaze, notice, player } = lesson;
  const report = (error: unknown) =>
    lesson.say(error instanceof Error ? error.message : String(error));
  const asGuests = (does: (deeds: GuestDeeds) => Promise<void>) =>
    void lesson.guests.deeds().then(does).catch(report);
  return {
    edit: lesson.edit,
    reset: () => lesson.reset(),
    run: () => void lesson.run().catch(report),
    stop: () => void lesson.stop().catch(report),
    disturb: (asked) => void lesson.disturb(asked).catch(report),
    settle: (horizon) => void lesson.settle(horizon).catch(report),
    invite: () => asGuests((guests) => guests.invite()),
    dismiss: (guest) => asGuests((guests) => guests.dismiss(guest)),
    openTab: (client) => asGuests((guests) => guests.openTab(client)),
    closeTab: (client) => asGuests((guests) => guests.closeTab(client)),
    reload: (client) => asGuests((guests) => guests.reload(client)),
    act: (client, deed) => void lesson.act(client, deed).catch(report),
    seek: (playhead, selected) => gaze.set({ ...gaze.get(), playhead, selected }),
    play: player.play,
    pause: player.pause,
    setSpeed: player.setSpeed,
    select: lesson.select,
    show: (view) => gaze.set({ ...gaze.get(), view }),
    leaveOther: lesson.leaveOther,
    secrets: () => lesson.secrets(),
    receive: (file) => void lesson.receive({ file }).catch(report),
    tell: notice.set,
    dismissNotice() {
      notice.get()?.dismissed?.();
      notice.set(undefined);
    },
    light(file, line) {
      const times = (gaze.get().line?.times ?? 0) + 1;
      gaze.set({ ...gaze.get(), line: { file, line, times } });
    },
    openExercise: (exercise) => lesson.open(exercise),
    checkExercise: (exercise) => lesson.check(exercise),
  };
}
