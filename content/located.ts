// Where in an author's file a mistake is, out of what each of our compilers says of it in its own way.
import { existsSync } from "node:fs";
import path from "node:path";
import { LessonError } from "./lesson-error.ts";

type Said = {
  readonly message: string;
  /** esbuild's. */
  readonly errors?: readonly {
    readonly text: string;
    /** The file may be one that the author's file imports, seen from where we run. */
    readonly location?: { readonly file: string; readonly line: number } | null;
  }[];
  /** The YAML reader's, of the block between `---`; it counts from 0. */
  readonly reason?: string;
  readonly mark?: { readonly line: number };
};

/** The MDX compiler through esbuild: the place where it stopped, the problem, and perhaps where it began. */
const FROM_MDX =
  /^Cannot process MDX file with esbuild:\s+(?:.*?:)?(?<stopped>\d+):\d+(?:-\d+:\d+)?: (?<problem>.*?)(?: \((?<began>\d+):[\d:-]+\))?$/s;

/** The mistake with its file and, where one is known, its line. */
export function located(error: unknown, file: string): LessonError {
  const { message, errors = [], reason, mark } = error as Said;
  const [first] = errors;
  if (!first)
    return mark
      ? new LessonError(file, reason ?? message, { line: mark.line + 1, cause: error })
      : new LessonError(file, `it throws as it is read: ${message}`, { cause: error });
  const { stopped, began, problem } = FROM_MDX.exec(first.text)?.groups ?? {};
  const line = Number(began ?? stopped ?? first.location?.line);
  const imported = path.resolve(first.location?.file ?? file);
  return new LessonError(existsSync(imported) ? imported : file, problem ?? first.text, {
    ...(line > 0 && { line }),
    cause: error,
  });
}
