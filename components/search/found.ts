// What fits the words somebody looks for, best first. Pure.
import type { SearchEntry } from "#protocol/search-index.ts";

/** More than these are not looked through. */
export const MOST = 30;
/** Short words are too much alike for a slip of the finger to be told from another word. */
const LONG_ENOUGH = 4;
/** What a question is put together with. */
const FILLERS = new Set(
  "a an and are between can difference do does how i is it my of or the there versus vs what when which why with work works".split(
    " ",
  ),
);

/**
 * Every word of the query that asks for something is in each of these, or is one letter away from a word of its title or
 * of what else it is called.
 */
export function found(entries: readonly SearchEntry[], query: string): readonly SearchEntry[] {
  const whole = query.trim().toLowerCase();
  const words = whole.split(/\s+/).filter(Boolean);
  const asking = words
    .map((word) => word.replace(/[?!,]+$/u, ""))
    .filter((one) => !FILLERS.has(one));
  const terms = asking.length > 0 ? asking : words;
  if (terms.length === 0) return entries.filter(({ kind }) => kind === "page" || kind === "lesson");
  return entries
    .map((entry) => ({ entry, fits: fitting(read(entry), terms, whole) }))
    .filter(({ fits }) => fits > 0)
    .toSorted((one, other) => other.fits - one.fits)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

type Read = {
  readonly title: string;
  readonly parts: readonly string[];
  readonly says: string;
  readonly words: string;
  readonly also: readonly string[];
};

function fitting(read: Read, terms: readonly string[], whole: string): number {
  let sum = 0;
  for (const term of terms) {
    const fits = fittingTerm(read, term);
    if (fits === 0) return 0;
    sum += fits;
  }
  const { title, words, also } = read;
  const isCalledSo = (name: string) => terms.every((term) => name.split(/[\s,]+/).includes(term));
  if (also.some(isCalledSo)) sum += 12;
  if (title === whole) return sum + 30;
  if (title.startsWith(whole)) return sum + 15;
  if (title.includes(whole)) return sum + 10;
  return words.startsWith(whole) ? sum + 8 : sum;
}

function fittingTerm({ title, parts, says, words, also }: Read, term: string): number {
  if (parts.includes(term)) return 10;
  if (parts.some((part) => part.startsWith(term))) return 7;
  if (also.some((name) => name.includes(term))) return 6;
  if (title.includes(term)) return 5;
  if (term.length >= LONG_ENOUGH && parts.some((part) => isOneSlipAway(part, term))) return 3;
  if (says.includes(term)) return 2;
  return words.includes(term) ? 1 : 0;
}

const known = new WeakMap<SearchEntry, Read>();

function read(entry: SearchEntry): Read {
  const kept = known.get(entry);
  if (kept) return kept;
  const title = entry.title.toLowerCase();
  const made = {
    title,
    parts: partsOf(title),
    says: `${entry.says} ${entry.where}`.toLowerCase(),
    words: (entry.words ?? "").toLowerCase(),
    also: (entry.also ?? []).map((name) => name.toLowerCase()),
  };
  known.set(entry, made);
  return made;
}

const partsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}_]+/u);

/** One letter too many, too few or wrong, or two that have changed places. */
export function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let at = 0;
  while (one[at] === other[at]) at++;
  const rest = (text: string, from: number): string => text.slice(at + from);
  return (
    rest(one, 1) === rest(other, 1) ||
    rest(one, 1) === rest(other, 0) ||
    rest(one, 0) === rest(other, 1) ||
    (one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2))
  );
}
