// Takes out of a log what is not for it: sandbox ids, which are capabilities, queries, and what programs said. Texts of
// errors quote what they stumbled over, so nothing between quotation marks stays.
import { createHash } from "node:crypto";

export type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly cause?: LoggedError;
};

const MAX_TEXT = 2_000;
const ADDRESS = /\/(s|client-host)\/[^/?#\s"']*[^?#\s"']*/g;
const QUERY = /\?[^\s"']+/g;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;

export const redactText = (text: string): string =>
  text.replace(ADDRESS, "/$1/…").replace(QUERY, "?…").slice(0, MAX_TEXT);

/** What another process says, which may quote a program. */
export const redactSaid = (text: string): string => redactText(text.trimEnd().replace(QUOTED, "…"));

/** Its message without what it quotes, and its frames. */
export function redactError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: "Something that is no error was thrown.", stack: "" };
  const message = redactText(error.message.replace(QUOTED, "…"));
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    message,
    stack: [`${error.name}: ${message}`, ...frames.map(redactText)].join("\n"),
    ...(typeof code === "string" && { code }),
    ...(error.cause !== undefined && depth < 3 && { cause: redactError(error.cause, depth + 1) }),
  };
}

/** A few letters that are the same for the same sandbox, and lead nobody to it. */
export const markOf = (sandbox: string): string =>
  createHash("sha256").update(sandbox).digest("base64url").slice(0, 8);
