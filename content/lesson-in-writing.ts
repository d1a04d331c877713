// A lesson while somebody writes it: as it last was whole, and what is wrong with it as it stands. For development.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { codeFrameColumns } from "@babel/code-frame";
import { LessonError } from "./lesson-error.ts";
import { type LoadedLesson, loadLesson } from "./load-lesson.ts";

/** `text` names the file, the line and what to do; `frame` is the code around that line, or empty. */
export type LessonFault = { readonly text: string; readonly frame: string };

export type LessonInWriting = {
  /** Absent when it has not been whole yet. */
  readonly lesson: LoadedLesson | undefined;
  readonly fault: LessonFault | undefined;
};

const whole = new Map<string, LoadedLesson>();

/** Says in the terminal, too, what is wrong. @throws what is no mistake in the lesson's files */
export async function lessonInWriting(slug: string, root?: string): Promise<LessonInWriting> {
  try {
    const lesson = await loadLesson(slug, root);
    whole.set(slug, lesson);
    return { lesson, fault: undefined };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    const fault = { text: error.message, frame: await frameOf(error) };
    // Past the console, which Next would repeat in the browser.
    process.stderr.write(`\n${fault.text}\n${fault.frame}\n`);
    return { lesson: whole.get(slug), fault };
  }
}

async function frameOf({ file, line }: LessonError): Promise<string> {
  if (line === undefined) return "";
  const source = await readFile(path.resolve(file), "utf8").catch(() => "");
  return codeFrameColumns(source, { start: { line } });
}
