// Reads a recorded trace, as the page that shows it is built.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Trace } from "#trace/event.ts";
import { parseTrace } from "#trace/serialise.ts";
import { LessonError } from "./lesson-error.ts";

/** @throws LessonError with the line that is no event. */
export async function loadFigure(name: string): Promise<Trace> {
  const file = path.join(process.cwd(), "content", "figures", `${name}.trace.json`);
  const read = parseTrace(await readFile(file, "utf8"));
  if (!read.ok) {
    const problem = `${read.problem}: record it again (RECORD=write npx vitest run content/figures)`;
    throw new LessonError(file, problem, { line: read.line });
  }
  return read.trace;
}
