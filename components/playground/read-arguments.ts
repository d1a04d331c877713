// Arguments as one would write them in a call: JSON values with commas between them, and bytes as Node prints them, <01 ff>.
// What is wrong is told at its place.

/** `at` is the character of the text where it breaks, its end at the most. */
export type Unread = { readonly ok: false; readonly at: number; readonly problem: string };
export type Read = { readonly ok: true; readonly args: readonly unknown[] } | Unread;

/** Bytes become `{ $bytes: base64 }`, as deeds carry them. */
export function readArguments(text: string): Read {
  const reader = { text, at: 0 };
  try {
    skip(reader);
    const args = reader.at === text.length ? [] : listOf(reader, undefined);
    return { ok: true, args };
  } catch (error) {
    if (error instanceof Breaks) return { ok: false, at: error.at, problem: error.message };
    throw error;
  }
}

class Breaks extends Error {
  readonly at: number;
  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

type Reader = { readonly text: string; at: number };
type Closing = "]" | "}";

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// From the space on, without the quote and the backslash.
const INSIDE = String.raw`(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*`;
const STRING = new RegExp(`"${INSIDE}"`, "uy");
const BEGUN_STRING = new RegExp(`"${INSIDE}`, "uy");
const WORD = /[\p{L}\p{N}_$-]+(?: [\p{L}\p{N}_$-]+)*/uy;
const BYTES = /<((?:[ \t]*[0-9a-fA-F]{2})*[ \t]*)>/y;
const LITERALS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const DEEPEST = 20;

function match(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found === null) return undefined;
  reader.at += found[0].length;
  return found;
}

const skip = (reader: Reader): void => void match(reader, SPACE);

/** Values with commas between them, up to what closes them, which is read too; at the top up to the end. */
function listOf(reader: Reader, closing: Closing | undefined, depth = 0): unknown[] {
  const values: unknown[] = [];
  const opened = reader.at - 1;
  skip(reader);
  if (closing !== undefined && took(reader, closing)) return values;
  for (;;) {
    values.push(valueOf(reader, depth));
    if (ends(reader, closing, opened)) return values;
  }
}

function objectOf(reader: Reader, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  const opened = reader.at - 1;
  skip(reader);
  if (took(reader, "}")) return {};
  for (;;) {
    skip(reader);
    const at = reader.at;
    const word = match(reader, WORD)?.[0];
    if (word !== undefined) throw new Breaks(at, `A name needs quotes: "${word}"`);
    const name = stringOf(reader, `A name in quotes is missing here, as in { "to": "Bob" }`);
    skip(reader);
    if (!took(reader, ":")) throw new Breaks(reader.at, `A colon is missing after "${name}".`);
    entries.push([name, valueOf(reader, depth)]);
    if (ends(reader, "}", opened)) return Object.fromEntries(entries);
  }
}

/** Whether the list ends here; otherwise its comma has been read. */
function ends(reader: Reader, closing: Closing | undefined, opened: number): boolean {
  skip(reader);
  const { at, text } = reader;
  if (closing === undefined ? at === text.length : took(reader, closing)) return true;
  if (took(reader, ",")) return false;
  if (at === text.length)
    throw new Breaks(at, `The ${text.charAt(opened)} is not closed: write ${closing}`);
  if ("]})".includes(text.charAt(at)))
    throw new Breaks(at, `Nothing was opened that this ${text.charAt(at)} could close.`);
  throw new Breaks(at, "A comma is missing before this.");
}

function valueOf(reader: Reader, depth: number): unknown {
  skip(reader);
  const { at, text } = reader;
  if (depth > DEEPEST) throw new Breaks(at, `Values are nested ${DEEPEST} deep at most.`);
  if (took(reader, "[")) return listOf(reader, "]", depth + 1);
  if (took(reader, "{")) return objectOf(reader, depth + 1);
  if (text.charAt(at) === "<") return bytesOf(reader);
  const number = match(reader, NUMBER)?.[0];
  if (number !== undefined && !/[\p{L}\p{N}_$]/u.test(text.charAt(reader.at)))
    return Number(number);
  reader.at = at;
  const word = match(reader, WORD)?.[0];
  if (word !== undefined) {
    if (LITERALS.has(word)) return LITERALS.get(word);
    throw new Breaks(at, `A text needs quotes: "${word}"`);
  }
  return stringOf(reader, at === text.length ? "A value is missing here." : "This is not JSON.");
}

function stringOf(reader: Reader, otherwise: string): string {
  const { at, text } = reader;
  const quoted = match(reader, STRING)?.[0];
  if (quoted !== undefined) return JSON.parse(quoted) as string;
  const first = text.charAt(at);
  if (first === "'" || first === "`" || first === "“")
    throw new Breaks(at, 'JSON has only these quotes: "…"');
  if (first !== '"') throw new Breaks(at, otherwise);
  // As far as it can be read.
  const good = match(reader, BEGUN_STRING)?.[0].length ?? 0;
  if (text.charAt(at + good) === "\\")
    throw new Breaks(at + good, 'After a \\ comes n, t, " or another \\; write \\\\ for one.');
  throw new Breaks(at, 'This text has no end: close it with "');
}

function bytesOf(reader: Reader): { readonly $bytes: string } {
  const { at } = reader;
  const found = match(reader, BYTES);
  if (found === undefined)
    throw new Breaks(at, "Bytes are pairs of hex digits between < and >, as in <01 ff>");
  const pairs = found[1]?.match(/[0-9a-fA-F]{2}/g) ?? [];
  const bytes = pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return { $bytes: btoa(bytes.join("")) };
}

function took(reader: Reader, sign: string): boolean {
  if (reader.text.charAt(reader.at) !== sign) return false;
  reader.at += 1;
  return true;
}
