// The places in which two texts differ, each with the lines around it, and what comes of taking one of them. Pure.
import { type DiffLine, lineDiff } from "#components/playground/line-diff.ts";

/** `from`: the line, from 1, at which it begins in the text before. `lines` has what stays around it, too. */
export type Hunk = { readonly from: number; readonly lines: readonly DiffLine[] };

/** At most so many lines that stay are shown before and after what changes. */
const AROUND = 2;

/** What changes on either side of a line with a word in it is two places: each can be taken without the other. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  const lines = lineDiff(before, after);
  const nextChange = (from: number) => lines.findIndex(({ is }, at) => at >= from && is !== "same");
  const hunks: Hunk[] = [];
  let [first, past] = [nextChange(0), 0];
  while (first >= 0) {
    let end = first + 1;
    let next = nextChange(end);
    while (next >= 0 && !lines.slice(end, next).some(({ text }) => /\w/.test(text))) {
      end = next + 1;
      next = nextChange(end);
    }
    const start = Math.max(past, first - AROUND);
    const stop = Math.min(next < 0 ? lines.length : next, end + AROUND);
    const from = lines.slice(0, start).filter(({ is }) => is !== "in").length + 1;
    hunks.push({ from, lines: lines.slice(start, stop) });
    [first, past] = [next, end];
  }
  return hunks;
}

/** The text before, with this one of its hunks as it is after. */
export function taken(before: string, { from, lines }: Hunk): string {
  const all = before.split("\n");
  const had = lines.filter(({ is }) => is !== "in").length;
  const put = lines.flatMap(({ is, text }) => (is === "out" ? [] : [text]));
  return [...all.slice(0, from - 1), ...put, ...all.slice(from - 1 + had)].join("\n");
}
