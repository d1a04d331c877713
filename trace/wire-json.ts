// JSON cut at its first level, and the character at which it stops being JSON (RFC 8259). Total and without recursion:
// what a peer sends may be nested as deeply as it is long.

/** A stretch of the text: [from, to) in characters. `key` is the name of an object's member. */
export type JsonPiece = Readonly<{
  is: "value" | "member" | "mark" | "rest";
  from: number;
  to: number;
  key?: string;
}>;
/** Together the pieces are the whole text. `brokenAt` is where it breaks, if it does; "rest" begins there. */
export type JsonReading = Readonly<{ pieces: readonly JsonPiece[]; brokenAt: number | undefined }>;

/** The values of an array, the members of an object, or the one value there is, with the marks between them. */
export function readJson(text: string): JsonReading {
  const pieces: JsonPiece[] = [];
  let at = 0;
  const piece = (is: JsonPiece["is"], to: number, key?: string): void => {
    if (to > at) pieces.push({ is, from: at, to, ...(key === undefined ? {} : { key }) });
    at = Math.max(at, to);
  };
  const broken = (where: number): JsonReading => {
    piece("rest", text.length);
    return { pieces, brokenAt: where };
  };
  const start = spaceEnd(text, 0);
  const open = text.charAt(start);
  if (open !== "[" && open !== "{") {
    const value = valueEnd(text, start);
    if (value.broken) return broken(value.at);
    piece("value", value.at);
    return ended(value.at);
  }
  const close = open === "[" ? "]" : "}";
  piece("mark", spaceEnd(text, start + 1));
  while (text.charAt(at) !== close) {
    const member = open === "{" ? memberStart(text, at) : { broken: false, at, key: undefined };
    const value = member.broken ? member : valueEnd(text, member.at);
    if (value.broken) return broken(value.at);
    piece(open === "{" ? "member" : "value", spaceEnd(text, value.at), member.key);
    if (text.charAt(at) === close) break;
    const next = spaceEnd(text, at + 1);
    if (text.charAt(at) !== "," || text.charAt(next) === close)
      return broken(text.charAt(at) === "," ? next : at);
    piece("mark", next);
  }
  piece("mark", at + 1);
  return ended(at);

  function ended(end: number): JsonReading {
    const after = spaceEnd(text, end);
    if (after < text.length) return broken(after);
    piece("mark", after);
    return { pieces, brokenAt: undefined };
  }
}

type Read = Readonly<{ broken: boolean; at: number }>;

function spaceEnd(text: string, at: number): number {
  let end = at;
  while (" \t\n\r".includes(text.charAt(end)) && end < text.length) end++;
  return end;
}

function memberStart(text: string, at: number): Read & Readonly<{ key?: string | undefined }> {
  const name = stringEnd(text, at);
  if (name.broken) return name;
  const colon = spaceEnd(text, name.at);
  if (text.charAt(colon) !== ":") return { broken: true, at: colon };
  return {
    broken: false,
    at: spaceEnd(text, colon + 1),
    key: JSON.parse(text.slice(at, name.at)) as string,
  };
}

/** Where the value that begins at `start` ends, or breaks. */
function valueEnd(text: string, start: number): Read {
  const open: string[] = [];
  let at = start;
  for (;;) {
    const opened = text.charAt(at);
    if (opened === "[" || opened === "{") {
      const inside = spaceEnd(text, at + 1);
      if (text.charAt(inside) !== (opened === "[" ? "]" : "}")) {
        open.push(opened);
        const next = opened === "{" ? memberStart(text, inside) : { broken: false, at: inside };
        if (next.broken) return next;
        at = next.at;
        continue;
      }
      at = inside + 1;
    } else {
      const scalar = scalarEnd(text, at);
      if (scalar.broken) return scalar;
      at = scalar.at;
    }
    const after = closings(text, at, open);
    if (after.broken || open.length === 0) return after;
    at = after.at;
  }
}

/** After a value: closes what ends here, and goes to where the next value begins. */
function closings(text: string, from: number, open: string[]): Read {
  let at = from;
  while (open.length > 0) {
    const mark = spaceEnd(text, at);
    const isList = open.at(-1) === "[";
    if (text.charAt(mark) === ",") {
      const next = spaceEnd(text, mark + 1);
      return isList ? { broken: false, at: next } : memberStart(text, next);
    }
    if (text.charAt(mark) !== (isList ? "]" : "}")) return { broken: true, at: mark };
    open.pop();
    at = mark + 1;
  }
  return { broken: false, at };
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ["true", "false", "null"] as const;

function scalarEnd(text: string, at: number): Read {
  if (text.charAt(at) === '"') return stringEnd(text, at);
  const word = WORDS.find((one) => text.startsWith(one, at));
  if (word !== undefined) return { broken: false, at: at + word.length };
  NUMBER.lastIndex = at;
  return NUMBER.test(text) ? { broken: false, at: NUMBER.lastIndex } : { broken: true, at };
}

function stringEnd(text: string, start: number): Read {
  if (text.charAt(start) !== '"') return { broken: true, at: start };
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === '"') return { broken: false, at: at + 1 };
    if (c < " ") return { broken: true, at };
    if (c !== "\\") continue;
    at++;
    if (text.charAt(at) === "u") {
      if (!/^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return { broken: true, at };
      at += 4;
    } else if (!'"\\/bfnrt'.includes(text.charAt(at)) || at >= text.length)
      return { broken: true, at };
  }
  return { broken: true, at: text.length };
}
