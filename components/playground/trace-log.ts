// The page's copy of one run's trace: grows at its end, stays bounded as the recorder's does, and tells React of what
// is new at most once a frame. What belongs to an older run never gets in.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import { nextFrame } from "./clock.ts";
import { createStore, type Watched } from "./store.ts";

export type TraceLog = {
  /** What the page draws: changes at most once a frame. */
  readonly drawn: Watched<Trace>;
  /** Every event that has arrived. */
  readonly all: () => Trace;
  readonly run: () => string | undefined;
  /** Called with each batch as it arrives; returns the stop. */
  readonly listen: (listener: () => void) => () => void;
  readonly begin: (run: string, events: Trace) => void;
  /**
   * Ignores what belongs to another run, and what is already here: after a reconnect both come. A `gap` takes the place
   * of all before it, since between them something is missing.
   */
  readonly append: (run: string, events: Trace) => void;
};

const LIMIT = 10_000;

/** @param schedule calls back before the next frame; tests have their own. */
export function createTraceLog(schedule: (draw: () => void) => void = nextFrame): TraceLog {
  const drawn = createStore<Trace>([]);
  const arrived = createStore(0);
  let events: TraceEvent[] = [];
  let run: string | undefined;
  let isDue = false;

  const draw = () => {
    isDue = false;
    drawn.set(events.slice());
  };
  const tell = () => {
    arrived.set(arrived.get() + 1);
    if (isDue) return;
    isDue = true;
    schedule(draw);
  };

  return {
    drawn,
    all: () => events,
    run: () => run,
    listen: arrived.subscribe,
    begin(next, given) {
      run = next;
      events = [...given];
      arrived.set(arrived.get() + 1);
      // At once: nobody may see the old run under the new one's name.
      draw();
    },
    append(of, given) {
      if (of !== run) return;
      const last = events.at(-1)?.seq ?? -1;
      const fresh = given.filter((event) => event.seq > last);
      if (fresh.length === 0) return;
      if (fresh[0]?.kind === "gap") events = fresh;
      else events.push(...fresh);
      if (events.length > LIMIT) events = folded(events);
      tell();
    },
  };
}

/** The oldest quarter becomes one `gap`. */
function folded(events: readonly TraceEvent[]): TraceEvent[] {
  const count = events.length - Math.floor(LIMIT * 0.75);
  const old = events.slice(0, count);
  const first = old[0];
  const last = old.at(-1);
  if (!first || !last) return [...events];
  const dropped = first.kind === "gap" ? first.dropped + count - 1 : count;
  const gap: TraceEvent = {
    kind: "gap",
    dropped,
    checkpoint: checkpointOf(old),
    seq: last.seq,
    at: last.at,
  };
  return [gap, ...events.slice(count)];
}
