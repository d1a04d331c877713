// Progress as a file that one can keep, and what somebody's file has to say. Pure; a file is a stranger's until it has
// been read here.
import { noProgress } from "./kept-progress.ts";
import { type LessonProgress, Progress } from "./progress-schema.ts";

/** A name, an id or an answer that no lesson has. */
const ENDLESS = /"[^"]{201}/;
/** Bytes. A whole course is some tens of thousands. */
export const FILE_AT_MOST = 1_000_000;

export const progressFile = (progress: Progress): string =>
  `${JSON.stringify(progress, undefined, 2)}\n`;

export type ReadFile =
  | { readonly ok: true; readonly progress: Progress }
  | { readonly ok: false; readonly problem: string };

/** `problem` says what is wrong with the file, and that nothing has changed. */
export function readProgressFile(text: string): ReadFile {
  if (text.length > FILE_AT_MOST) return refused("it is larger than any progress can be");
  if (ENDLESS.test(text)) return refused("it has words that no lesson has");
  const value = jsonOf(text);
  if (value === undefined) return refused("it is not JSON");
  const version = value?.version;
  if (typeof version === "number" && version > noProgress.version)
    return refused("a newer version of this site has written it: load this page again, then try");
  const read = Progress.safeParse(value);
  if (read.success) return { ok: true, progress: read.data };
  const [issue] = read.error.issues;
  const place =
    issue && issue.path.length > 0 ? ` (at ${issue.path.join(" › ").slice(0, 80)})` : "";
  return refused(`it is no progress of this course${place}`);
}

const refused = (problem: string): ReadFile => ({
  ok: false,
  problem: `This file was not taken: ${problem}. Your progress is as it was.`,
});

/** Undefined is no JSON. */
function jsonOf(text: string): { readonly version?: unknown } | null | undefined {
  try {
    return JSON.parse(text) as { readonly version?: unknown } | null;
  } catch {
    return undefined;
  }
}

/** Both: where they differ, what is mine stays. */
export function merged(mine: Progress, theirs: Progress): Progress {
  const slugs = new Set([...Object.keys(mine.lessons), ...Object.keys(theirs.lessons)]);
  const last = mine.last ?? theirs.last;
  return {
    ...noProgress,
    lessons: Object.fromEntries(
      [...slugs].map((slug) => [slug, both(mine.lessons[slug], theirs.lessons[slug])]),
    ),
    places: { ...theirs.places, ...mine.places },
    ...(last !== undefined && { last }),
  };
}

const both = (
  mine: LessonProgress | undefined,
  theirs: LessonProgress | undefined,
): LessonProgress => ({
  predictions: { ...theirs?.predictions, ...mine?.predictions },
  done: [...new Set([...(mine?.done ?? []), ...(theirs?.done ?? [])])],
});

/** "3 lessons, 12 predictions, 4 tasks or exercises" */
export function countedIn({ lessons }: Progress): string {
  const all = Object.values(lessons);
  const predictions = all.reduce((sum, one) => sum + Object.keys(one.predictions).length, 0);
  const done = all.reduce((sum, one) => sum + one.done.length, 0);
  return `${count(all.length, "lesson")}, ${count(predictions, "prediction")}, ${count(done, "task")} or ${done === 1 ? "exercise" : "exercises"}`;
}

const count = (number: number, of: string): string => `${number} ${of}${number === 1 ? "" : "s"}`;
