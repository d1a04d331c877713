// Which lines were taken out and which were put in, between two texts of a lesson's size. Pure.

export type DiffLine = { readonly is: "same" | "out" | "in"; readonly text: string };

/** How many pairs of lines are compared. Beyond that, all that lies between the common ends is taken as another text. */
const MOST_PAIRS = 1_000_000;

/** The longest run of common lines stays; what is in neither is not mentioned. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const most = Math.min(a.length, b.length);
  let [head, tail] = [0, 0];
  while (head < most && a[head] === b[head]) head += 1;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const between =
    left.length * right.length <= MOST_PAIRS
      ? compared(left, right)
      : [...all("out", left), ...all("in", right)];
  return [...all("same", a.slice(0, head)), ...between, ...all("same", a.slice(a.length - tail))];
}

const all = (is: DiffLine["is"], lines: readonly string[]): readonly DiffLine[] =>
  lines.map((text) => ({ is, text }));

function compared(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const common = commonLengths(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ is: "same", text: left });
      i += 1;
      j += 1;
    } else if (
      right === undefined ||
      (left !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))
    ) {
      lines.push({ is: "out", text: left ?? "" });
      i += 1;
    } else {
      lines.push({ is: "in", text: right });
      j += 1;
    }
  }
  return lines;
}

/** `[i][j]`: how many lines the rests from i and from j have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (!row) continue;
      row[j] =
        a[i] === b[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  return table;
}

const at = (table: readonly Uint32Array[], i: number, j: number): number => table[i]?.[j] ?? 0;
