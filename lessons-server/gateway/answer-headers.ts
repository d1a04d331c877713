// Which of a program's response headers reach the browser. An allow-list: a header that acts on the whole origin
// (cleared storage, service workers, reports, transport security) must not be one that we forgot.
import { validateHeaderName, validateHeaderValue } from "node:http";
import { namesDomain, scopedCookie } from "./cookie-scope.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName } from "./limits.ts";

export type Pairs = readonly (readonly [name: string, value: string])[];

const ALLOWED = new Set(
  `accept-ranges age allow cache-control content-disposition content-encoding content-language content-range
  content-type cross-origin-opener-policy cross-origin-resource-policy deprecation etag expires last-modified location
  origin-agent-cluster pragma ratelimit ratelimit-limit ratelimit-policy ratelimit-remaining ratelimit-reset
  referrer-policy retry-after server-timing set-cookie vary`.split(/\s+/),
);
const DENIED = new Set(["x-accel-redirect", "x-sendfile"]);
/** What we say ourselves, whatever a program says: where a body ends, and what its type is not guessed from. */
const OURS = new Set([
  "connection",
  "content-length",
  "transfer-encoding",
  "x-content-type-options",
]);

/** `base` is what stands before the program's own paths in an address: redirects and cookies have to stay inside. */
export type AnswerHeaders = {
  /** What may leave of the headers that a program has set. */
  readonly ofProgram: (headers: Pairs, base: string) => Pairs;
  /** The headers of an answer of Engine.IO's: `ours` as engine.io had them, `wanted` as listeners have left them. */
  readonly ofEngine: (ours: Pairs, wanted: Pairs, base: string) => Pairs;
};

/** Says once of each kind that something was left out, if anything is. */
export function createAnswerHeaders(note: NoteLimit): AnswerHeaders {
  const said = new Set<LimitName>();

  function sayOnce(limit: LimitName): void {
    if (!said.has(limit)) note(limit);
    said.add(limit);
  }

  function ofProgram(headers: Pairs, base: string): Pairs {
    return headers.flatMap(([name, value]) => {
      const key = name.toLowerCase();
      if (isAllowed(key) && isValid(name, value)) {
        if (key === "set-cookie" && namesDomain(value)) sayOnce("siteCookies");
        return [[name, inside(key, value, base)] as const];
      }
      if (!OURS.has(key)) sayOnce("siteHeaders");
      return [];
    });
  }

  return {
    ofProgram,
    ofEngine(ours, wanted, base) {
      const untouched = new Set(ours.map(([name, value]) => `${name}: ${value}`));
      const fixed = new Map(
        ours.map((pair) => [pair[0].toLowerCase(), pair] as const).filter(([key]) => OURS.has(key)),
      );
      const kept = wanted.flatMap(([name, value]): Pairs => {
        const key = name.toLowerCase();
        const isTheirs = key === "set-cookie" || !untouched.has(`${name}: ${value}`);
        if (!OURS.has(key)) return isTheirs ? ofProgram([[name, value]], base) : [[name, value]];
        const pair = fixed.get(key);
        fixed.delete(key);
        return pair ? [pair] : [];
      });
      return [...kept, ...fixed.values()];
    },
  };
}

function inside(name: string, value: string, base: string): string {
  if (name === "set-cookie") return scopedCookie(value, base);
  return name === "location" && /^\/(?![/\\])/.test(value) ? base + value : value;
}

function isAllowed(name: string): boolean {
  if (ALLOWED.has(name) || name.startsWith("access-control-")) return true;
  return name.startsWith("x-") && !DENIED.has(name) && !OURS.has(name);
}

// Node throws in the program for these; a program that got round that gets no header.
function isValid(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
