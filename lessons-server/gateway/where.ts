// Places in the learner's code cross the wall as text.
import type { Position } from "#trace/event.ts";

/** `server.js:12:5` as a position; undefined for anything else, since the text comes from the program. */
export function parseWhere(where: string | undefined): Position | undefined {
  const parts = where === undefined ? null : /^(.+):(\d{1,9}):(\d{1,9})$/.exec(where);
  if (!parts?.[1]) return undefined;
  return { file: parts[1], line: Number(parts[2]), column: Number(parts[3]) };
}

/** The same as a member of a fact, which has none when the place is not known. */
export function placed(where: string | undefined): { where?: Position } {
  const position = parseWhere(where);
  return position ? { where: position } : {};
}
