// The places in which two texts differ, each with the lines around it, and what comes of taking one of them. Pure.
import { type DiffLine, lineDiff } from "#components/playground/line-diff.ts";

/** `from`: the line, from 1, at which it begins in the text before. `lines` has what stays around it, too. */
export type Hunk = { readonly from: number; readonly lines: readonly DiffLine[] };

/** Lines that are shown before and after what changes. Where they would be shown twice, two changes are one place. */
const AROUND = 2;

export function hunksOf(before: string, after: string): readonly Hunk[] {
  const lines = lineDiff(before, after);
  const hunks: Hunk[] = [];
  let i = 0;
  while (i < lines.length) {
    const first = lines.findIndex(({ is }, at) => at >= i && is !== "same");
    if (first < 0) break;
    let end = first + 1;
    for (let at = end; at < lines.length && at - end < 2 * AROUND; at += 1)
      if (lines[at]?.is !== "same") end = at + 1;
    const start = Math.max(i, first - AROUND);
    const stop = Math.min(lines.length, end + AROUND);
    const from = lines.slice(0, start).filter(({ is }) => is !== "in").length + 1;
    hunks.push({ from, lines: lines.slice(start, stop) });
    i = stop;
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
