// A mistake in a lesson's files, said to whoever writes them: which file, which line, what is wrong and what to do.
import path from "node:path";
import type { z } from "zod";

export class LessonError extends Error {
  readonly file: string;
  /** From 1; absent where the mistake is in no line. */
  readonly line: number | undefined;

  constructor(file: string, problem: string, place: { line?: number; cause?: unknown } = {}) {
    const at = place.line === undefined ? "" : `:${place.line}`;
    super(`${path.relative(process.cwd(), file)}${at}: ${problem}`, { cause: place.cause });
    this.name = "LessonError";
    this.file = file;
    this.line = place.line;
  }
}

/** What zod complains of, with the place in the value. */
export function complaints({ issues }: z.core.$ZodError): string {
  return issues
    .map(({ path: at, message }) => (at.length > 0 ? `${at.join(".")}: ${message}` : message))
    .join("; ");
}
