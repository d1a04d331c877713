// Where in a run the learner stands, and what one step is. Pure: the playhead means "every event with seq ≤ it".
import type { Seq, Trace, TraceEvent } from "#trace/event.ts";

export type Playhead = Seq | "live";

/** The events up to the playhead. */
export function shownAt(trace: Trace, playhead: Playhead): Trace {
  if (playhead === "live") return trace;
  const end = endOf(trace, playhead);
  return end === trace.length ? trace : trace.slice(0, end);
}

/** The moments one can stand at: events that change what is drawn. Raw bytes and bookkeeping are part of the next. */
export function moments(trace: Trace): readonly TraceEvent[] {
  return trace.filter(isMoment);
}

export function isMoment({ kind }: TraceEvent): boolean {
  switch (kind) {
    case "run.started":
    case "run.ended":
    case "server.listening":
    case "server.closed":
    case "act":
    case "socket.opened":
    case "socket.closed":
    case "emit":
    case "broadcast":
    case "dropped":
    case "room.joined":
    case "room.left":
    case "handled":
    case "client":
    case "log":
    case "fault":
    case "limit":
    case "settled":
    case "gap":
      return true;
    case "link.opened":
    case "link.closed":
    case "http.request":
    case "http.response":
    case "frame":
    case "session.opened":
    case "session.closed":
    case "turn":
      return false;
    default:
      return kind satisfies never;
  }
}

/** How many of these moments lie at or before the playhead: their place on the scrubber. */
export function placeOf(steps: Trace, playhead: Playhead): number {
  return playhead === "live" ? steps.length : endOf(steps, playhead);
}

/** One moment back or forth; past the last one is live again. */
export function stepped(steps: Trace, playhead: Playhead, by: 1 | -1): Playhead {
  const place = placeOf(steps, playhead) + by;
  if (place > steps.length) return "live";
  return steps[Math.max(place, 1) - 1]?.seq ?? "live";
}

/** Index of the first event after `seq`. */
function endOf(trace: Trace, seq: Seq): number {
  let low = 0;
  let high = trace.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
