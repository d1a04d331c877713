// URLs for a program, read by Node's own parsers. What is no URL gives "".
import { parse } from "node:url";

/** Units of fuel for each URL and for each of its characters. */
const COST = { each: 1_000, character: 10 } as const;
const PARTS = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;
type Settable = Exclude<(typeof PARTS)[number], "origin">;

/**
 * The parts of a WHATWG URL as JSON. `json` is `[url, base or null]`, or `[url, null, part, value]` for a URL of which one
 * part has been set.
 */
export function urlParts(json: string, pay: (units: number) => void): string {
  pay(COST.each + COST.character * json.length);
  const [text, base, part, value] = JSON.parse(json) as [string, string | null, Settable?, string?];
  try {
    const url = base === null ? new URL(text) : new URL(text, base);
    if (part !== undefined && value !== undefined) url[part] = value;
    return JSON.stringify(Object.fromEntries(PARTS.map((name) => [name, url[name]])));
  } catch {
    return "";
  }
}

/** What `url.parse` makes of a text, as JSON. */
export function legacyUrl(text: string, pay: (units: number) => void): string {
  pay(COST.each + COST.character * text.length);
  try {
    return JSON.stringify(parse(text));
  } catch {
    return "";
  }
}
