// For tests: the learner's files of a client as the runner hands them to its worker.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ClientCode } from "#protocol/client-code.ts";
import { clientCode } from "../runner/client-code.ts";
import { compileStripper, type Strip, stripperOf } from "../runner/stripper.ts";

const STRIPPER = path.resolve(import.meta.dirname, "../../dist/stripper/stripper.wasm");
let strip: Strip | undefined;

/** The text of `client.js`, or files by name with the first to run at the beginning. */
export function clientCodeOf(source: string | Readonly<Record<string, string>>): ClientCode {
  const files = typeof source === "string" ? { "client.js": source } : source;
  const [entry = ""] = Object.keys(files);
  strip ??= stripperOf(compileStripper(readFileSync(STRIPPER)));
  return clientCode({ files }, entry, strip).code;
}
