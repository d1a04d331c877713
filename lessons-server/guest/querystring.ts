// node:querystring: queries as objects.

type Query = Record<string, string | string[]>;
type Coded = {
  decodeURIComponent?: (text: string) => string;
  encodeURIComponent?: (text: string) => string;
  maxKeys?: number;
};

const MAX_KEYS = 1_000;

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescape(text);
  }
}

const escapeText = (text: string): string => encodeURIComponent(text);

function parse(
  text: string,
  ...[between = "&", is = "=", how = {}]: [string?, string?, Coded?]
): Query {
  const query = Object.create(null) as Query;
  if (typeof text !== "string" || text === "") return query;
  const decode = (part: string): string =>
    (how.decodeURIComponent ?? unescapeText)(part.replaceAll("+", " "));
  for (const pair of text.split(between).slice(0, how.maxKeys || MAX_KEYS)) {
    if (!pair) continue;
    const at = pair.indexOf(is);
    const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + is.length)];
    const key = decode(name);
    const before = query[key];
    query[key] = before === undefined ? decode(value) : [before, decode(value)].flat();
  }
  return query;
}

function stringify(
  query: object | null,
  ...[between = "&", is = "=", how = {}]: [string?, string?, Coded?]
): string {
  const encode = how.encodeURIComponent ?? escapeText;
  const plain = (value: unknown): string =>
    ["string", "number", "bigint", "boolean"].includes(typeof value) ? encode(String(value)) : "";
  return Object.entries(query ?? {})
    .flatMap(([name, value]) => [value].flat().map((one) => `${encode(name)}${is}${plain(one)}`))
    .join(between);
}

export const querystring = {
  parse,
  stringify,
  decode: parse,
  encode: stringify,
  escape: escapeText,
  unescape: unescapeText,
};
