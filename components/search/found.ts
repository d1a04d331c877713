// What fits the words somebody looks for, best first. Pure.
import type { SearchEntry } from "#protocol/search-index.ts";

/** More than these are not looked through. */
export const MOST = 30;
/** Short words are too much alike for a slip of the finger to be told from another word. */
const LONG_ENOUGH = 4;

/** Every word of the query is in each of these, or is one letter away from a word of its title. */
export function found(entries: readonly SearchEntry[], query: string): readonly SearchEntry[] {
  const whole = query.trim().toLowerCase();
  const terms = whole.split(/\s+/).filter(Boolean);
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
};

function fitting(read: Read, terms: readonly string[], whole: string): number {
  let sum = 0;
  for (const term of terms) {
    const fits = fittingTerm(read, term);
    if (fits === 0) return 0;
    sum += fits;
  }
  const { title, words } = read;
  if (title === whole) return sum + 30;
  if (title.startsWith(whole)) return sum + 15;
  if (title.includes(whole)) return sum + 10;
  return words.startsWith(whole) ? sum + 8 : sum;
}

function fittingTerm({ title, parts, says, words }: Read, term: string): number {
  if (parts.includes(term)) return 10;
  if (parts.some((part) => part.startsWith(term))) return 7;
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
    parts: title.split(/[^\p{L}\p{N}_]+/u),
    says: `${entry.says} ${entry.where}`.toLowerCase(),
    words: (entry.words ?? "").toLowerCase(),
  };
  known.set(entry, made);
  return made;
}

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
