// A sandbox's id is a capability: whoever reads it may use the sandbox. So neither a fact nor the program sees it.
import type { IncomingMessage } from "node:http";

export type Redact = (text: string) => string;

/**
 * Takes the prefix of a sandbox's address out of a text, and the bare id wherever else it stands.
 * @param sandbox letters, digits, - and _ only; undefined when the sandbox is mounted at the root
 */
export function createRedact(sandbox: string | undefined): Redact {
  // Mounted at the root there is no id, but the client's name still stands in a referer.
  if (!sandbox) return (text) => text.replace(/^(https?:\/\/[^/]+)\/@[^/?#]*/, "$1");
  const prefix = new RegExp(`/s/${sandbox}(?:/@[^/?#\\s]*)?(?:/:\\d+)?`, "g");
  return (text) =>
    text.includes(sandbox) ? text.replace(prefix, "").replaceAll(sandbox, "…") : text;
}

/** The same for a request's headers (a referer has the whole address), before anybody reads them. */
export function redactHeaders(req: IncomingMessage, redact: Redact): void {
  for (let i = 1; i < req.rawHeaders.length; i += 2)
    req.rawHeaders[i] = redact(req.rawHeaders[i] ?? "");
  for (const [name, value] of Object.entries(req.headers)) {
    if (typeof value === "string") req.headers[name] = redact(value);
  }
}
