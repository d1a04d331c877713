// Plays a run on from the playhead, and stops where live begins or when somebody goes elsewhere. Time is the page's.
import type { Trace } from "#trace/event.ts";
import { type Step, steps } from "#trace/steps.ts";
import { type Clock, PAGE } from "./clock.ts";
import type { Gaze } from "./gaze.ts";
import { dwellAt, placeOf, type Playhead, playedOn } from "./playhead.ts";
import { createStore, type Store, type Watched } from "./store.ts";

export type Pace = {
  readonly isPlaying: boolean;
  /** 1 is the pace of the run. */
  readonly speed: number;
};

export type Player = {
  readonly pace: Watched<Pace>;
  /** From the playhead; nothing happens at live, which plays by itself. */
  readonly play: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: number) => void;
};

/** Oftener nothing could be seen. */
const FRAME_MS = 16;

export function createPlayer(gaze: Store<Gaze>, trace: () => Trace, clock: Clock = PAGE): Player {
  const pace = createStore<Pace>({ isPlaying: false, speed: 1 });
  let stopWaiting = () => {};
  /** Where this player has put the playhead, when, and how much of the stay there had passed then. */
  let at: { readonly playhead: Playhead; readonly since: number } = { playhead: "live", since: 0 };

  const wait = () => {
    const { speed } = pace.get();
    const stay = dwellAt(known(trace()), placeOf(known(trace()), at.playhead)) / speed;
    stopWaiting = clock.after(Math.max(FRAME_MS, at.since + stay - clock.now()), goOn);
  };
  const goOn = () => {
    const { playhead } = at;
    if (playhead === "live") return;
    const { speed } = pace.get();
    const passed = (clock.now() - at.since) * speed;
    const next = playedOn(known(trace()), playhead, passed);
    at = { playhead: next.playhead, since: clock.now() - next.left / speed };
    if (next.playhead !== playhead)
      gaze.set({ ...gaze.get(), playhead: next.playhead, selected: undefined });
    if (next.playhead === "live") pause();
    else wait();
  };
  const pause = () => {
    stopWaiting();
    stopWatching();
    if (pace.get().isPlaying) pace.set({ ...pace.get(), isPlaying: false });
  };
  let stopWatching = () => {};

  return {
    pace,
    pause,
    play() {
      const { playhead } = gaze.get();
      if (playhead === "live" || pace.get().isPlaying) return;
      at = { playhead, since: clock.now() };
      pace.set({ ...pace.get(), isPlaying: true });
      stopWatching = gaze.subscribe(() => {
        if (gaze.get().playhead !== at.playhead) pause();
      });
      wait();
    },
    setSpeed(speed) {
      const { isPlaying, speed: before } = pace.get();
      pace.set({ isPlaying, speed });
      if (!isPlaying) return;
      // What has passed of the stay has passed at the speed of before.
      const passed = (clock.now() - at.since) * before;
      at = { ...at, since: clock.now() - passed / speed };
      stopWaiting();
      wait();
    },
  };
}

const cache = new WeakMap<Trace, readonly Step[]>();

/** The steps of a trace, found once. */
function known(trace: Trace): readonly Step[] {
  const found = cache.get(trace) ?? steps(trace);
  cache.set(trace, found);
  return found;
}
