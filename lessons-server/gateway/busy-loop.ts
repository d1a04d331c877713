// Which loop a stopped program was in. QuickJS remembers a place only at calls: of a loop without one it tells the last
// call before it, or where the function begins. The loop is then the one behind that place, read from the source.
import type { Position } from "#trace/event.ts";

type Token = { readonly text: string; readonly at: number };
/** Offsets in the source. A function also knows where its head begins, a loop in which function it is. */
type Span = { readonly from: number; readonly to: number };
type Body = Span & { readonly head: number };
type Loop = Span & { readonly body: Body | undefined };

const TOKEN =
  /\/\/.*|\/\*|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|[\w$#]+|=>|\S/g;
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/\w*/y;
/** Behind a value a slash divides; anywhere else it begins a regular expression. */
const VALUE = /^(?:[\w$]+|[)\]}])$/;
const NO_VALUE = /^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;
/** Tokens of a return type, and loops directly in one another, that are looked through. */
const LONGEST_TYPE = 20;
const DEEPEST_LOOP = 50;
/** The gateway reads this for everybody: of a source made to be slow it reads no more. */
const MOST_STEPS = 200_000;
const MOST_LOOPS = 500;
/** What stands before parentheses with a block behind that is no function. */
const CONTROL = /^(?:if|for|while|switch|catch|with|await)$/;

/**
 * Where the loop begins that a program must have been in whose last call in this function was at `last`; "several" when
 * it may have been in one of several behind it. Undefined when there is none, and when that call is in a loop itself.
 */
export function loopBehind(source: string, last: Position): Position | "several" | undefined {
  const { loops, bodies } = structureOf(tokensOf(source));
  const offset = offsetOf(source, last);
  const isIn = ({ from, to }: Span) => from <= offset && offset < to;
  const begun = bodies.find(({ head, from }) => head <= offset && offset < from);
  const body = begun ?? bodies.findLast(isIn);
  const own = loops.filter((loop) => loop.body === body);
  if (!begun && own.some(isIn)) return undefined;
  const behind = own.filter(({ from }) => from >= offset);
  const [first, ...others] = behind;
  if (!first) return undefined;
  const areInside = others.every(({ to }) => to <= first.to);
  if (!areInside) return "several";
  return positionOf(source, first.from, last.file);
}

/** The source is a stranger's: whatever does not end ends the reading, so that none of it is read twice. */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found; found = TOKEN.exec(source)) {
    const { 0: text, index: at } = found;
    if (/^["'`]$/.test(text)) break;
    if (text.startsWith("//")) continue;
    if (text === "/*") {
      const end = source.indexOf("*/", at + 2);
      if (end < 0) break;
      TOKEN.lastIndex = end + 2;
      continue;
    }
    const before = tokens.at(-1)?.text ?? "";
    const isPattern = text === "/" && (!VALUE.test(before) || NO_VALUE.test(before));
    PATTERN.lastIndex = at;
    if (isPattern && !PATTERN.test(source)) break;
    if (isPattern) TOKEN.lastIndex = PATTERN.lastIndex;
    tokens.push({ text: isPattern ? "pattern" : text, at });
  }
  return tokens;
}

/** Functions and loops, outer before inner. Text that is no program gives some structure, never an error. */
function structureOf(tokens: readonly Token[]): { loops: Loop[]; bodies: Body[] } {
  const pairs = pairsOf(tokens);
  const text = (i: number): string => tokens[i]?.text ?? "";
  const at = (i: number): number => tokens[i]?.at ?? Infinity;
  const loops: Loop[] = [];
  const bodies: Body[] = [];
  let steps = 0;
  /** The `while` that ends a `do`. */
  const tails = new Set<number>();

  /** The first token of a function whose body opens at `i`; undefined for another block. */
  function headOf(i: number): number | undefined {
    const isArrow = text(i - 1) === "=>";
    const close = isArrow ? i - 2 : behindType(i - 1);
    const open = text(close) === ")" ? pairs.get(close) : undefined;
    if (isArrow) return open ?? close;
    if (open === undefined || CONTROL.test(text(open - 1))) return undefined;
    const name = text(open - 1) === "function" ? open : open - 1;
    return text(name - 1) === "function" ? name - 1 : name;
  }

  /** Skips a return type of TypeScript, backwards. */
  function behindType(i: number): number {
    let start = i;
    while (i - start < LONGEST_TYPE && /^[\w$<>|[\].,]+$/.test(text(start))) start--;
    return text(start) === ":" ? start - 1 : i;
  }

  /** The last token of the statement that begins at `i`. */
  function endOf(i: number, depth = 0): number {
    if (depth > DEEPEST_LOOP) return tokens.length;
    if (text(i) === "{") return pairs.get(i) ?? tokens.length;
    if (text(i) === "for" || text(i) === "while") {
      const open = text(i + 1) === "await" ? i + 2 : i + 1;
      return endOf((pairs.get(open) ?? tokens.length) + 1, depth + 1);
    }
    if (text(i) === "do") {
      const tail = endOf(i + 1, depth + 1) + 1;
      tails.add(tail);
      return pairs.get(tail + 1) ?? tail;
    }
    for (let j = i; j < tokens.length; j++) {
      if (++steps > MOST_STEPS) break;
      if (/^[)\]}]$/.test(text(j))) return j - 1;
      if (text(j) === ";") return j;
      j = pairs.get(j) ?? j;
    }
    return tokens.length;
  }

  for (const [i, token] of tokens.entries()) {
    const head = token.text === "{" ? headOf(i) : undefined;
    if (head !== undefined)
      bodies.push({ head: at(head), from: token.at, to: at(pairs.get(i) ?? Infinity) });
    const isLoop = /^(?:for|while|do)$/.test(token.text) && text(i - 1) !== "." && !tails.has(i);
    if (isLoop && text(i + 1) !== ":" && loops.length < MOST_LOOPS) {
      const body = bodies.findLast(({ from, to }) => from < token.at && token.at < to);
      loops.push({ from: token.at, to: at(endOf(i) + 1), body });
    }
  }
  return { loops, bodies };
}

/** Each bracket's partner, by index. */
function pairsOf(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [i, { text }] of tokens.entries()) {
    if (/^[([{]$/.test(text)) open.push(i);
    const partner = /^[)\]}]$/.test(text) ? open.pop() : undefined;
    if (partner === undefined) continue;
    pairs.set(partner, i);
    pairs.set(i, partner);
  }
  return pairs;
}

function offsetOf(source: string, { line, column }: Position): number {
  let start = 0;
  for (let i = 1; i < line && start < source.length; i++)
    start = source.indexOf("\n", start) + 1 || source.length;
  return start + column - 1;
}

function positionOf(source: string, offset: number, file: string): Position {
  const before = source.slice(0, offset).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
