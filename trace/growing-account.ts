// What a growing trace comes to: read on as it grows, as the lists of growing.ts are, for what is more than a list.
import type { Trace, TraceEvent } from "#trace/event.ts";
import { agree, REMEMBERED } from "#trace/growing.ts";

/** What a trace comes to so far: read on with each event, and told at any time. */
export type Account<R> = Readonly<{ read(event: TraceEvent): void; told(): R }>;

/** The account of a trace, read on where the trace has grown, and anew where it has not. */
export function growingAccount<R>(begin: () => Account<R>): (trace: Trace) => R {
  const lately: Readonly<{ events: TraceEvent[]; account: Account<R> }>[] = [];
  return (trace) => {
    const known = lately.find(
      ({ events }) => events.length > 0 && events.length <= trace.length && agree(events, trace),
    );
    const reading = known ?? { events: [], account: begin() };
    if (known === undefined) {
      lately.unshift(reading);
      lately.splice(REMEMBERED);
    }
    for (const event of trace.slice(reading.events.length)) {
      reading.account.read(event);
      reading.events.push(event);
    }
    return reading.account.told();
  };
}
