// Where in a run the learner stands, what one step is, and how it is played. Pure: the playhead means "every event with
// seq ≤ it".
import type { Seq, Trace } from "#trace/event.ts";
import type { Step } from "#trace/steps.ts";

export type Playhead = Seq | "live";
type Steps = readonly Pick<Step, "seq" | "at">[];

/** The events up to the playhead. */
export function shownAt(trace: Trace, playhead: Playhead): Trace {
  if (playhead === "live") return trace;
  const end = endOf(trace, playhead);
  return end === trace.length ? trace : trace.slice(0, end);
}

/** How many of the steps lie at or before the playhead: their place on the scrubber. */
export function placeOf(steps: Steps, playhead: Playhead): number {
  return playhead === "live" ? steps.length : endOf(steps, playhead);
}

/** One step back or forth; past the last one is live again. */
export function stepped(steps: Steps, playhead: Playhead, by: 1 | -1): Playhead {
  const place = placeOf(steps, playhead) + by;
  if (place > steps.length) return "live";
  return steps[Math.max(place, 1) - 1]?.seq ?? "live";
}

/** Milliseconds, at the pace of the run. */
const DWELL = { least: 400, most: 1_200 };
/** Within so many milliseconds a few steps are spread out, and many take no longer than they took. */
const CROWD = { within: 1_600, from: 4 };

/**
 * How long the playhead stays at a step, given by its place from 1, when the run is played at its own pace. Long waits
 * are shortened and what came at once is spread out, but a crowded stretch never takes longer than it took: whoever plays
 * a run that goes on does not fall ever further behind.
 */
export function dwellAt(steps: Steps, place: number): number {
  const here = steps[place - 1];
  if (here === undefined) return 0;
  const crowd = endAt(steps, here.at + CROWD.within) - (place - 1);
  if (crowd >= CROWD.from) return CROWD.within / crowd;
  const gap = (steps[place]?.at ?? here.at) - here.at;
  return Math.min(Math.max(gap, DWELL.least), DWELL.most);
}

/** Where one stands who has played on for some milliseconds, and how many of them are left there. */
export function playedOn(
  steps: Steps,
  playhead: Seq,
  ms: number,
): { readonly playhead: Playhead; readonly left: number } {
  let place = Math.max(1, placeOf(steps, playhead));
  let left = ms;
  for (let stay = dwellAt(steps, place); left >= stay; stay = dwellAt(steps, place)) {
    if (place >= steps.length) return { playhead: "live", left: 0 };
    left -= stay;
    place += 1;
  }
  return { playhead: steps[place - 1]?.seq ?? playhead, left };
}

/** Index of the first event after `seq`. */
function endOf(events: readonly { readonly seq: Seq }[], seq: Seq): number {
  return firstWhere(events, (event) => event.seq > seq);
}

/** Index of the first step after a time. */
function endAt(steps: Steps, at: number): number {
  return firstWhere(steps, (step) => step.at >= at);
}

/** Of a list in order; its length if it holds for none. */
function firstWhere<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = list[middle];
    if (one !== undefined && holds(one)) high = middle;
    else low = middle + 1;
  }
  return low;
}
