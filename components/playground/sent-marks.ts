// The marks beside the lines that sent something. They stand for the program that ran: where its text has been edited
// since, a mark stays with its own line, and goes with it. Pure. Comes with the first thing that is sent or selected.
import type { Position, Seq, Trace } from "#trace/event.ts";
import { lineDoings, type LineDoings } from "#trace/line-doings.ts";
import { lineDiff } from "./line-diff.ts";

/** `line` is in the text as it is now. */
export type SentMark = {
  readonly line: number;
  readonly seqs: readonly Seq[];
  /** How often, in one character: 1 to 9, and N for more. */
  readonly count: string;
  /** "Line 16 sent chat to Bob and Carol, 3 times" */
  readonly words: string;
};

/** Where the lines of one text are in another; one that was changed is nowhere. Both count from 1. */
export function linesNow(before: string, now: string): (line: number) => number | undefined {
  if (before === now) return (line) => line;
  const places = new Map<number, number>();
  let [was, is] = [0, 0];
  for (const line of lineDiff(before, now)) {
    if (line.is !== "in") was += 1;
    if (line.is !== "out") is += 1;
    if (line.is === "same") places.set(was, is);
  }
  return (line) => places.get(line);
}

type Texts = { readonly file: string; readonly ran: string; readonly now: string };

/** Those of one file, as it ran and as it is now. */
export const sentMarks = (trace: Trace, texts: Texts): SentMark[] =>
  marksOf(lineDoings(trace), texts);

export function marksOf(doings: readonly LineDoings[], { file, ran, now }: Texts): SentMark[] {
  const own = doings.filter((one) => one.file === file);
  if (own.length === 0) return [];
  const placed = linesNow(ran, now);
  return own.flatMap(({ line, seqs, words }) => {
    const place = placed(line);
    if (place === undefined) return [];
    return [{ line: place, seqs, count: countOf(seqs), words: `Line ${place} ${words}` }];
  });
}

/** The same for single lines. */
export function placesNow(
  lines: readonly Pick<Position, "file" | "line">[],
  { file, ran, now }: Texts,
): readonly number[] {
  const own = lines.filter((one) => one.file === file);
  if (own.length === 0) return [];
  const placed = linesNow(ran, now);
  return own.flatMap(({ line }) => placed(line) ?? []);
}

const countOf = ({ length }: readonly Seq[]): string => (length > 9 ? "N" : String(length));

/** The one to look at who asks a line: its last, or of one already looked at the one before. */
export function nextOf(seqs: readonly Seq[], selected: Seq | undefined): Seq | undefined {
  const place = selected === undefined ? -1 : seqs.indexOf(selected);
  return place > 0 ? seqs[place - 1] : seqs.at(-1);
}
