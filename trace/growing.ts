// Projections that read a trace event by event, of a trace that grows: what was read before is not read again, and going
// back reads nothing at all. A page asks for them at every frame of the screen.
import type { Trace, TraceEvent } from "#trace/event.ts";

/** What one event adds, given those before it. */
export type Reader<T> = (event: TraceEvent) => readonly T[];

type Read<T> = Readonly<{
  /** A copy: whoever has handed the trace over may let it grow. */
  events: TraceEvent[];
  found: T[];
  /** How much was found up to each event. */
  ends: number[];
  read: Reader<T>;
}>;

/** The run of the learner, and that of a check. */
export const REMEMBERED = 2;

/**
 * A list in which every entry is found at one event, from it and those before it alone. So the list of a trace is the
 * beginning of that of every longer one.
 */
export function growingList<T>(begin: () => Reader<T>): (trace: Trace) => readonly T[] {
  const lately: Read<T>[] = [];
  return (trace) => {
    if (trace.length === 0) return [];
    const known = lately.find(({ events }) => agree(events, trace));
    const reading = known ?? { events: [], found: [], ends: [], read: begin() };
    if (known === undefined) {
      lately.unshift(reading);
      lately.splice(REMEMBERED);
    }
    const { events, found, ends, read } = reading;
    for (const event of trace.slice(events.length)) {
      for (const one of read(event)) found.push(one);
      events.push(event);
      ends.push(found.length);
    }
    return found.slice(0, ends[trace.length - 1]);
  };
}

/** Whether one of the two is the beginning of the other. */
export function agree(known: readonly TraceEvent[], trace: Trace): boolean {
  const both = Math.min(known.length, trace.length);
  for (let i = 0; i < both; i++) if (known[i] !== trace[i]) return false;
  return true;
}
