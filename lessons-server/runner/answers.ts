// What a program may ask of its host, through the one function that leads out of its machine: randomness, its own files,
// and work that Node's own code does for it from text or bytes to text or bytes. None of it reaches anything of ours.
import { randomBytes } from "node:crypto";
import mime from "mime-types";
import { COMMONJS_HEADER } from "#protocol/stack.ts";
import { digest } from "./digest.ts";
import type { Files } from "./files.ts";
import { createFormats } from "./formats.ts";
import { legacyUrl, urlParts } from "./urls.ts";
import type { Given } from "./given.ts";
import type { NotFound } from "./not-found.ts";
import type { Answer, HostCalls, Vm } from "./vm.ts";

const MAX_RANDOM_BYTES = 65_536;
/** Steps of a millisecond that a program's clock shows. */
const CLOCK_STEPS = 200;

/** Answers the calls of one program. */
export function answerer(vm: Vm, files: Files, notFound: NotFound): HostCalls["call"] {
  const buffer = (bytes: Uint8Array): Answer => ({ value: vm.heap.newArrayBuffer(bytes) });
  const number = (value: number): Answer => ({ value: vm.heap.newNumber(value) });
  const pay = (units: number): void => {
    vm.fuel -= units;
  };
  const formats = createFormats(pay);

  const answers: Record<string, (given: Given) => Answer> = {
    __proto__: null as never,
    random: (given) => buffer(randomBytes(wantedBytes(given.text(1)))),
    id: () => randomBytes(15).toString("base64url"),
    now: () => number(Math.round(performance.now() * CLOCK_STEPS) / CLOCK_STEPS),
    full: () => (vm.heap.isFull ? "full" : undefined),
    memory: () => number(vm.heap.bytes.length),
    thrownAt: (given) => given.thrownAt(1),
    // Base64 in interpreted code would spend a whole turn on 100 kB.
    toBase64: (given) => Buffer.from(given.bytes(1)).toString("base64"),
    fromBase64: (given) => buffer(Buffer.from(given.text(1), "base64")),
    digest: (given) =>
      buffer(
        digest(
          {
            algorithm: given.text(1),
            data: given.bytes(2),
            key: given.has(3) ? given.bytes(3) : undefined,
          },
          pay,
        ),
      ),
    jsonProblem: (given) => jsonProblem(given.text(1)),
    url: (given) => urlParts(given.text(1), pay),
    legacyUrl: (given) => legacyUrl(given.text(1), pay),
    format: (given) => formats(given.text(1)),
    mimeType: (given) => mimeType(given.text(1), given.text(2)),
    rawFile: (given) => files.raw(given.text(1)) ?? "",
    fileSize: (given) => sizeOf(files, given.text(1)),
    notFound: (given) => notFound(given.text(1), given.text(2)),
    resolve: (given) => files.resolve(given.text(2), given.text(1)) ?? "",
    read: (given) => files.text(given.text(1)),
    compile: (given) => {
      const file = given.text(1);
      return { value: vm.evalScript(`${COMMONJS_HEADER}${files.text(file)}\n})`, file) };
    },
  };
  return (name, given) => answers[name]?.(given);
}

/** Bytes of a file as text, "folder" for a folder, "" for neither. */
function sizeOf(files: Files, name: string): string {
  const text = files.raw(name);
  if (text !== undefined) return String(Buffer.byteLength(text));
  return files.hasFolder(name) ? "folder" : "";
}

/** The functions of mime-types, whose table would be large in each sandbox. */
function mimeType(call: string, text: string): string {
  if (call !== "lookup" && call !== "contentType" && call !== "extension" && call !== "charset")
    return "";
  return mime[call](text) || "";
}

/** What Node says of a text that is no JSON; "" when it is. */
function jsonProblem(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const wantedBytes = (text: string): number =>
  Math.min(Math.max(Math.trunc(Number(text)) || 0, 0), MAX_RANDOM_BYTES);
