// Where in the learner's files the program is right now: the nearest stack frame that is not the runtime's.
import type { Operation } from "#protocol/runner.ts";
import { withoutHeader } from "#protocol/stack.ts";
import { say } from "./wall.ts";

/** The character code of ")". */
const CLOSING = 41;

/** Kept from before it is replaced (errors.ts): its stacks begin with the first frame. */
const { Error: PlainError } = globalThis;
/** The program's files that were wrapped to run as CommonJS. */
export const commonJsFiles = new Set<string>();
/** A place or a stack as the learner's file has it, without the wrapper. */
export const inTheirFile = (text: string): string =>
  withoutHeader(text, (file) => commonJsFiles.has(file));

/**
 * `server.js:12:5`, or undefined when no frame of the learner's is on the stack (after an `await`, say).
 * Frames of the runtime have no place, for its code is loaded without one, and so have native functions:
 * the first colon is in the learner's frame. This runs for every packet.
 */
export function where(): string | undefined {
  const stack = new PlainError().stack ?? "";
  const colon = stack.indexOf(":");
  if (colon < 0) return undefined;
  const start = Math.max(stack.lastIndexOf("(", colon), stack.lastIndexOf(" ", colon)) + 1;
  const lineEnd = stack.indexOf("\n", colon);
  const place = stack.slice(
    start,
    stack.charCodeAt(lineEnd - 1) === CLOSING ? lineEnd - 1 : lineEnd,
  );
  return place.includes(":1:") ? inTheirFile(place) : place;
}

/** Says an operation with the line that does it. */
export function sayHere(operation: Operation): void {
  operation.where = where();
  say(operation);
}
