// For tests: the learner's files of a client as the runner hands them to its worker.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ClientCode } from "#protocol/client-code.ts";
import { clientCode } from "../runner/client-code.ts";
import { readSnapshot, restore } from "../runner/snapshot.ts";
import { compileStripper, type Strip, stripperOf } from "../runner/stripper.ts";
import type { Vm } from "../runner/vm.ts";

const read = (file: string): Buffer<ArrayBuffer> =>
  readFileSync(path.resolve(import.meta.dirname, "../../dist", file));

let reading: Promise<{ readonly reader: Vm; readonly strip: Strip }> | undefined;

/** The text of `client.js`, or files by name with the first to run at the beginning. */
export async function clientCodeOf(
  source: string | Readonly<Record<string, string>>,
): Promise<ClientCode> {
  const files = typeof source === "string" ? { "client.js": source } : source;
  const [entry = ""] = Object.keys(files);
  reading ??= prepare();
  return clientCode({ files }, entry, await reading).code;
}

async function prepare() {
  const wasm = new WebAssembly.Module(read("engine/quickjs.wasm"));
  return {
    reader: await restore(wasm, readSnapshot(read("engine/guest.snapshot"))),
    strip: stripperOf(compileStripper(read("stripper/stripper.wasm"))),
  };
}
