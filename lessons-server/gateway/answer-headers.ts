// Which of a program's response headers reach the browser. An allow-list: a header that acts on the whole origin
// (cookies, cleared storage, service workers, reports) must not be one that we forgot.
import { validateHeaderName, validateHeaderValue } from "node:http";

const ALLOWED = new Set(
  `accept-ranges age allow cache-control content-disposition content-encoding content-language content-range
  content-type deprecation etag expires last-modified location pragma ratelimit ratelimit-limit
  ratelimit-policy ratelimit-remaining ratelimit-reset retry-after server-timing vary`.split(/\s+/),
);
const DENIED = new Set(["x-content-type-options", "x-accel-redirect", "x-sendfile"]);

/**
 * @param base what stands before the program's own paths in an address: a redirect to `/login` has to stay inside
 */
export function answerHeaders(
  headers: readonly (readonly [string, string])[],
  base: string,
): readonly (readonly [string, string])[] {
  return headers
    .filter(([name, value]) => isAllowed(name.toLowerCase()) && isValid(name, value))
    .map(([name, value]) => {
      const isInside = name.toLowerCase() === "location" && /^\/(?![/\\])/.test(value);
      return [name, isInside ? base + value : value];
    });
}

function isAllowed(name: string): boolean {
  if (ALLOWED.has(name) || name.startsWith("access-control-")) return true;
  return name.startsWith("x-") && !DENIED.has(name);
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
