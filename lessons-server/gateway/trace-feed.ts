// Sends a page what is new in a trace: at most one batch a frame, and none while the page has not taken the last.
// Keeps no events of its own: what a slow page has missed is still in the trace, or folded into its gap.
import type { Trace } from "#trace/event.ts";
import type { Run } from "./run.ts";

/** The connection that batches go out on. */
export type Outlet = {
  readonly send: (batch: { readonly run: string; readonly events: Trace }) => void;
  /** Whether packets still wait to be handed to the transport. */
  readonly isClogged: () => boolean;
  /** Calls back, once, when some have been. */
  readonly onceDrained: (listener: () => void) => void;
};

export type TraceFeed = {
  /** Sends what comes after this many events; drops what was not sent of another run. */
  readonly follow: (run: Pick<Run, "id" | "recorder">, after?: number) => void;
  /** Sends what is new now, without waiting for the frame. */
  readonly flush: () => void;
  readonly stop: () => void;
};

const FRAME_MS = 16;

export function createTraceFeed(outlet: Outlet): TraceFeed {
  let followed: Pick<Run, "id" | "recorder"> | undefined;
  let unsubscribe: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isWaiting = false;
  /** The `seq` of the last event that was sent. */
  let last = -1;

  function schedule(): void {
    if (!isWaiting) timer ??= setTimeout(flush, FRAME_MS);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!followed || isWaiting) return;
    if (outlet.isClogged()) {
      isWaiting = true;
      outlet.onceDrained(() => {
        isWaiting = false;
        schedule();
      });
      return;
    }
    const events = newer(followed.recorder.trace(), last);
    if (events.length === 0) return;
    last = events.at(-1)?.seq ?? last;
    outlet.send({ run: followed.id, events });
  }

  function stop(): void {
    unsubscribe?.();
    unsubscribe = undefined;
    clearTimeout(timer);
    timer = undefined;
    followed = undefined;
  }

  return {
    follow(run, after = 0) {
      stop();
      followed = run;
      last = after - 1;
      unsubscribe = run.recorder.subscribe(schedule);
      schedule();
    },
    flush,
    stop,
  };
}

/** What comes after `last`. When that has been folded away, it begins with the gap that stands for what was missed. */
function newer(trace: Trace, last: number): Trace {
  let from = trace.length;
  while (from > 0 && (trace[from - 1]?.seq ?? last) > last) from--;
  return trace.slice(from);
}
