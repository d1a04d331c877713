// What a run has come to, read from its trace, and waiting for it.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";
import type { TraceLog } from "./trace-log.ts";

export const isListening = (trace: Trace): boolean => checkpointOf(trace).listening.length > 0;

export const hasEnded = (trace: Trace): boolean => trace.some(({ kind }) => kind === "run.ended");

/** Why the program never listened: its fault, or that it just has not. */
export function failureIn(trace: Trace): string {
  const fault = trace.find((event) => event.kind === "fault");
  if (fault?.kind === "fault") {
    const place = fault.where ? ` (${fault.where.file}, line ${fault.where.line})` : "";
    return `${fault.name}: ${fault.message}${place}`;
  }
  return hasEnded(trace) ? "it ended before it listened on a port" : "it listens on no port";
}

/** Resolves with true as soon as `holds`, now or after a later event; with false after `ms`. */
export function until(
  log: Pick<TraceLog, "all" | "listen">,
  holds: (trace: Trace) => boolean,
  ms: number,
): Promise<boolean> {
  if (holds(log.all())) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (held: boolean) => {
      stop();
      clearTimeout(late);
      resolve(held);
    };
    const stop = log.listen(() => {
      if (holds(log.all())) end(true);
    });
    const late = setTimeout(end, ms, false);
  });
}
