// What a measurement hands back, and how the terminal shows it: one plain table, each budget beside its row.

/** A budget, and whether these figures keep it; undefined when they could not be measured here. */
export type Claim = { readonly text: string; readonly holds: boolean | undefined };
export type Row = { readonly cells: readonly string[]; readonly claims?: readonly Claim[] };
export type Report = {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How it was measured, where a reader could misunderstand the table. */
  readonly notes: readonly string[];
  /** Every sample, by variant. */
  readonly figures: Readonly<Record<string, unknown>>;
};

export const atMost = (what: string, value: number | undefined, most: number): Claim => {
  return { text: `${what} ≤ ${most}`, holds: value === undefined ? value : value <= most };
};

export const atLeast = (what: string, value: number | undefined, least: number): Claim => {
  return { text: `${what} ≥ ${least}`, holds: value === undefined ? value : value >= least };
};

export function printReport({ title, columns, rows, notes }: Report): string {
  const table = [
    [...columns, "budget", ""],
    ...rows.map(({ cells, claims = [] }) => [
      ...cells,
      claims.map(({ text }) => text).join(", "),
      verdict(claims),
    ]),
  ];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, (widths ?? []).map((width) => "-".repeat(width)).join("  "));
  return [title, "", ...lines, "", ...notes.map((note) => `  ${note}`), ""].join("\n");
}

function verdict(claims: readonly Claim[]): string {
  if (claims.length === 0) return "";
  const missed = claims.filter(({ holds }) => holds === false);
  if (missed.length > 0) return `missed: ${missed.map(({ text }) => text).join(", ")}`;
  return claims.every(({ holds }) => holds) ? "met" : "not measured here";
}
