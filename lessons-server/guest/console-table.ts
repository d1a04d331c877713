// console.table, drawn as Node draws it.
import { getStringWidth, inspect } from "node-inspect-extracted";

const INDEX = "(index)";
const VALUES = "Values";

/** The table of `data`, or undefined when it is nothing that has rows. */
export function table(data: unknown, only?: readonly string[]): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const index = data instanceof Map || data instanceof Set ? "(iteration index)" : INDEX;
  const rows = rowsOf(data);
  const columns = new Set<string>(only);
  let hasValues = false;
  for (const [, value] of rows) {
    if (!isRow(value)) hasValues = true;
    else if (!only) for (const key of Object.keys(value)) columns.add(key);
  }
  const head = [
    index,
    ...(data instanceof Map ? ["Key", VALUES] : [...columns, ...(hasValues ? [VALUES] : [])]),
  ];
  if (data instanceof Map)
    return drawn(
      head,
      [...data].map(([key, value], i) => [String(i), shown(key), shown(value)]),
    );
  return drawn(
    head,
    rows.map(([name, value]) => [
      name,
      ...[...columns].map((key) =>
        isRow(value) && Object.hasOwn(value, key) ? shown(Reflect.get(value, key)) : "",
      ),
      ...(hasValues ? [isRow(value) ? "" : shown(value)] : []),
    ]),
  );
}

const rowsOf = (data: object): (readonly [string, unknown])[] =>
  data instanceof Set || data instanceof Map
    ? [...data].map((value, i) => [String(i), value] as const)
    : Object.entries(data);

const isRow = (value: unknown): value is object => typeof value === "object" && value !== null;
const shown = (value: unknown): string =>
  inspect(value, {
    maxArrayLength: 3,
    breakLength: Number.POSITIVE_INFINITY,
    depth: isRow(value) && Object.keys(value).length > 2 ? -1 : 0,
  });

function drawn(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map(
    (_, i) => Math.max(...[head, ...rows].map((row) => getStringWidth(row[i] ?? ""))) + 2,
  );
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, i) => {
      const cell = cells[i] ?? "";
      return ` ${cell}${" ".repeat(width - getStringWidth(cell) - 1)}`;
    });
    return `│${padded.join("│")}│`;
  };
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  return [
    rule("┌", "┬", "┐"),
    line(head),
    rule("├", "┼", "┤"),
    ...rows.map(line),
    rule("└", "┴", "┘"),
  ].join("\n");
}
