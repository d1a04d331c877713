// The one writer of one run's trace: gives every fact its place and its time, keeps the trace bounded,
// and hands what is new to whoever follows. It knows nothing of where facts come from.
import { emptyCheckpoint, foldInto } from "#trace/checkpoint.ts";
import type { Fact, Seq, Trace, TraceEvent } from "#trace/event.ts";
import { approximateSize } from "./event-size.ts";

export type TraceListener = (events: Trace) => void;

export type Recorder = {
  /** Places a fact in the trace. Takes the object over: the caller may not change it afterwards. */
  readonly append: (fact: Fact) => TraceEvent;
  /** The trace as it is now, as a copy; after a long run its first event is a `gap`. */
  readonly trace: () => Trace;
  /**
   * Every event appended from now on, in batches: once per turn of the event loop, or at `flush`.
   * Read `trace()` right after subscribing and nothing is missing or doubled. Returns the stop.
   */
  readonly subscribe: (listener: TraceListener) => () => void;
  /** How many events have been folded into the gap so far. */
  readonly dropped: () => number;
  /** Hands over at once what has not been handed over yet. */
  readonly flush: () => void;
};

/** `bytes` are approximate: about what the events take as JSON, the gap apart, which is as large as what is open. */
export type TraceLimit = { readonly events: number; readonly bytes: number };
const LIMIT: TraceLimit = { events: 10_000, bytes: 2_000_000 };

/** @param options `clock` in milliseconds, monotonic; the run begins now. */
export function createRecorder(
  options: { clock?: () => number; limit?: TraceLimit } = {},
): Recorder {
  const clock = options.clock ?? (() => performance.now());
  const limit = options.limit ?? LIMIT;
  const began = clock();
  const listeners = new Set<TraceListener>();
  let events: TraceEvent[] = [];
  let bytes = 0;
  let next = 0;
  let unseen: TraceEvent[] = [];

  function append(fact: Fact): TraceEvent {
    // Written onto the fact itself: a copy of each would cost more than all the rest together.
    const place = fact as unknown as { seq: Seq; at: number };
    place.seq = next++ as Seq;
    place.at = Math.round((clock() - began) * 100) / 100;
    const event = fact as TraceEvent;
    events.push(event);
    bytes += approximateSize(event);
    if (events.length > limit.events || bytes > limit.bytes) fold();
    if (listeners.size > 0 && unseen.push(event) === 1) setImmediate(flush);
    return event;
  }

  // A quarter at a time, so that a run at its limit does not pay for folding at each append.
  function fold(): void {
    const first = events[0];
    let checkpoint = first?.kind === "gap" ? first.checkpoint : emptyCheckpoint;
    let dropped = first?.kind === "gap" ? first.dropped : 0;
    let count = first?.kind === "gap" ? 1 : 0;
    let last = first;
    while (
      count < events.length - 1 &&
      (events.length - count > limit.events * 0.75 || bytes > limit.bytes * 0.75)
    ) {
      last = events[count++] as TraceEvent;
      checkpoint = foldInto(checkpoint, last);
      bytes -= approximateSize(last);
      dropped += 1;
    }
    if (!last || count === 0) return;
    const gap: TraceEvent = { kind: "gap", dropped, checkpoint, seq: last.seq, at: last.at };
    events = [gap, ...events.slice(count)];
  }

  function flush(): void {
    if (unseen.length === 0) return;
    const batch = unseen;
    unseen = [];
    for (const listener of listeners) listener(batch);
  }

  return {
    append,
    trace: () => events.slice(),
    subscribe(listener) {
      flush();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dropped: () => (events[0]?.kind === "gap" ? events[0].dropped : 0),
    flush,
  };
}
