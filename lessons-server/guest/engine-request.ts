// A request that Engine.IO handles, as the program sees it: one object from the first middleware to `socket.request`,
// so that what a middleware puts on it is still there.
import { Buffer } from "buffer";
import type { EngineRequest as Described } from "#protocol/runner.ts";
import { IncomingMessage } from "./http-request.ts";

export type EngineRequest = IncomingMessage & {
  readonly _query: Record<string, string>;
  res?: unknown;
};

/** More than are under way at once. Whoever is forgotten is made anew. */
const MOST_KEPT = 200;
const kept = new Map<number, EngineRequest>();

export function requestOf({ exchange, request }: Omit<Described, "engine">): EngineRequest {
  const before = kept.get(exchange);
  if (before) return before;
  const made = Object.assign(new IncomingMessage(request, Buffer.alloc(0)), {
    _query: queryOf(request.url),
  });
  kept.set(exchange, made);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return made;
}

/** Decodes the query of a request target as `URLSearchParams` does. */
function queryOf(url: string): Record<string, string> {
  const query: Record<string, string> = {};
  const start = url.indexOf("?");
  if (start < 0) return query;
  for (const pair of url.slice(start + 1).split("&")) {
    if (!pair) continue;
    const [name = "", ...value] = pair.split("=");
    query[unescapeText(name)] = unescapeText(value.join("="));
  }
  return query;
}

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
