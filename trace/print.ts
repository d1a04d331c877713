// A trace as text, one line an event: the format of the terminal, of golden files and of bug reports.
import type { Trace, TraceEvent } from "#trace/event.ts";
import { createPrintContext, type PrintContext, type PrintOptions } from "#trace/print-context.ts";
import { whoOf, wordsOf } from "#trace/print-words.ts";

const TIME_WIDTH = 9;
const WHO_WIDTH = 8;

/** Prints events as they come, in the order of the trace; remembers only what later lines need. */
export function createPrinter(options: PrintOptions = {}): (event: TraceEvent) => string {
  const context = createPrintContext(options);
  return (event) => {
    context.note(event);
    return printEvent(context, event);
  };
}

/** One event as a line without its end; a fault has further lines, indented. The context must have noted the event. */
export function printEvent(context: PrintContext, event: TraceEvent): string {
  const time = context.isNormalised
    ? ""
    : `${`+${Math.round(event.at)} ms`.padStart(TIME_WIDTH)}  `;
  const who = whoOf(context, event).padEnd(WHO_WIDTH);
  const [first, ...more] = wordsOf(context, event).split("\n");
  const indent = " ".repeat(time.length + WHO_WIDTH + 2);
  return [`${time}${who}  ${first}`, ...more.map((line) => indent + line)]
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The whole trace, one line an event, each ended by a newline. */
export function printTrace(trace: Trace, options: PrintOptions = {}): string {
  const print = createPrinter(options);
  return trace.map((event) => `${print(event)}\n`).join("");
}
