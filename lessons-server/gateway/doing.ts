// Whose doing an operation was, as facts say it: the turn, whose work it continued, the line. All of it comes from the
// program; what cannot be so is not known.
import type { FactOf, Position, TurnId } from "#trace/event.ts";

export type Doing = Pick<FactOf<"emit">, "turn" | "cause" | "where">;

/** `cause` and `where` as the operation has them. */
export function doingOf(
  turn: TurnId,
  { cause, where }: { readonly cause?: number | undefined; readonly where?: string | undefined },
): Doing {
  const position = parseWhere(where);
  return {
    turn,
    ...(cause !== undefined && { cause: turnBefore(turn, cause) ?? "unknown" }),
    ...(position && { where: position }),
  };
}

/** A turn that the program names, if there has been one of that number. */
export function turnBefore(turn: TurnId, named: number): TurnId | undefined {
  return named >= 0 && named <= turn ? (named as TurnId) : undefined;
}

/** `server.js:12:5` as a position; undefined for anything else, since the text comes from the program. */
export function parseWhere(where: string | undefined): Position | undefined {
  const parts = where === undefined ? null : /^(.+):(\d{1,9}):(\d{1,9})$/.exec(where);
  if (!parts?.[1]) return undefined;
  return { file: parts[1], line: Number(parts[2]), column: Number(parts[3]) };
}
