// What a client is told to do and what was sent, in few words: of the timeline and of the stage.
import type { ActFailure } from "#trace/act-failure.ts";
import type { Deed } from "#trace/event.ts";

const LONGEST = 80;

/** Nothing for the namespace that needs no name. */
export const inNsp = (nsp: string): string => (nsp === "/" ? "" : ` in ${nsp}`);

/** What a client is told to do. */
export function deedWords(deed: Deed): string {
  switch (deed.do) {
    case "connect":
    case "disconnect":
      return deed.do;
    case "emit":
      return `emit ${deed.event}${argsWords(deed.args)}${inNsp(deed.nsp)}`;
    case "emitWithAck":
      return `emit ${deed.event}${argsWords(deed.args)}${inNsp(deed.nsp)} and wait ${deed.timeout} ms for the acknowledgement`;
    case "http":
      return `request ${deed.method} ${deed.path}`;
    default:
      return deed satisfies never;
  }
}

/** How it came to nothing. */
export function failureWords(why: ActFailure): string {
  switch (why.is) {
    case "timeout":
      return `gave up: no acknowledgement within ${why.after} ms`;
    case "error":
      return `could not do it: ${why.message}`;
    default:
      return why satisfies never;
  }
}

/** ` "hi", 3`: arguments as JSON, cut where they get long; nothing for none. */
export function argsWords(args: readonly unknown[] | undefined): string {
  if (args === undefined) return " …";
  if (args.length === 0) return "";
  const text = args.map(shown).join(", ");
  return ` ${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}`;
}

function shown(value: unknown): string {
  if (typeof value === "object" && value !== null && "_placeholder" in value) return "bytes";
  // A value nested too deeply overflows JSON.stringify.
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch {
    return "[…]";
  }
}
