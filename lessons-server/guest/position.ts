// Where in the learner's files the program is right now: the nearest stack frame that is not the runtime's.

import { withoutHeader } from "#protocol/commonjs.ts";

/** The program's files that were wrapped to run as CommonJS. */
export const commonJsFiles = new Set<string>();
/** A place or a stack as the learner's file has it, without the wrapper. */
export const inTheirFile = (text: string): string =>
  withoutHeader(text, (file) => commonJsFiles.has(file));

/** `server.js:12:5`, or undefined when no frame of the learner's is on the stack (after an `await`, say). */
export function where(): string | undefined {
  const stack = new Error().stack;
  if (!stack) return undefined;
  for (let start = 0; start < stack.length; ) {
    let end = stack.indexOf("\n", start);
    if (end < 0) end = stack.length;
    const found = placeIn(stack, start, end);
    if (found) return found.includes(":1:") ? inTheirFile(found) : found;
    start = end + 1;
  }
  return undefined;
}

/** Frames of the runtime have no place (its code is loaded without one); native functions say "native". */
function placeIn(stack: string, start: number, end: number): string | undefined {
  const last = stack.charCodeAt(end - 1);
  const closes = last === 41;
  if (!closes && !(last >= 48 && last <= 57)) return undefined;
  const from = closes ? stack.lastIndexOf("(", end) + 1 : stack.lastIndexOf(" ", end) + 1;
  const to = closes ? end - 1 : end;
  if (from <= start) return undefined;
  const place = stack.slice(from, to);
  return place.includes(":") ? place : undefined;
}
