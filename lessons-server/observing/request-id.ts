// A name for each request, so that the lines of a log which belong together are found. It never leaves this server but
// with an answer of ours that something went wrong.
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

const boot = randomBytes(3).toString("hex");
const ids = new WeakMap<IncomingMessage, string>();
let count = 0;

export function requestIdOf(req: IncomingMessage): string {
  const id = ids.get(req) ?? `${boot}-${(++count).toString(36)}`;
  ids.set(req, id);
  return id;
}
