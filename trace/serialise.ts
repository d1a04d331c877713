// A trace as text, one JSON object a line, and back: for figures, share links and bug reports. What is read is checked.
import { type $ZodError, toDotPath } from "zod/v4/core";
import { type Trace, TraceEvent } from "#trace/event.ts";

/** A trace that was read, or the first line (counted from 1) that is wrong and what is wrong with it. */
export type TraceReading =
  | Readonly<{ ok: true; trace: Trace }>
  | Readonly<{ ok: false; line: number; problem: string }>;

/** One event a line, each ended by a newline. */
export function serialise(trace: Trace): string {
  return trace.map((event) => `${JSON.stringify(event)}\n`).join("");
}

/** Reads what `serialise` wrote. Empty lines are skipped; `seq` must grow from line to line. */
export function parseTrace(text: string): TraceReading {
  const trace: TraceEvent[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = parseEvent(line);
    if (typeof read === "string") return { ok: false, line: index + 1, problem: read };
    const before = trace.at(-1);
    if (before !== undefined && read.seq <= before.seq)
      return {
        ok: false,
        line: index + 1,
        problem: `seq ${read.seq} does not come after ${before.seq}`,
      };
    trace.push(read);
  }
  return { ok: true, trace };
}

function parseEvent(line: string): TraceEvent | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = TraceEvent.safeParse(json);
  return parsed.success ? parsed.data : `not a trace event: ${complaints(parsed.error)}`;
}

function complaints(error: $ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${toDotPath(path)}: ${message}`))
    .join("; ");
}
