// The wall as seen from inside: what the program does leaves as operations, collected for each turn.
// Knows nothing of Socket.IO; the only way out of the sandbox is `host` and the outbox.
import { Buffer } from "buffer";
import type { Operation } from "#protocol/runner.ts";

declare global {
  // Present only while the runtime is loaded into the template; deleted before learner code can run.
  var __host: (call: string, ...args: unknown[]) => unknown;
  var __chain: ArrayBuffer;
}

const host = globalThis.__host;
/** The turn whose work is being done. The engine keeps it through promises (engine/quickjs-causes.ts). */
const chain = new Int32Array(globalThis.__chain);
let outbox: Operation[] = [];
/** What has been taken from the outbox and has not left yet. */
let leaving: Operation[] = [];
/** How much of both has been taken in parts. */
let told = 0;
let ended = false;
let turn = 0;

const ask = (...call: [name: string, ...args: unknown[]]): string => String(host(...call));

/** The bytes of a view in a buffer of their own, as the host takes them. */
const bufferOf = (data: ArrayBuffer | ArrayBufferView): ArrayBufferLike =>
  data instanceof ArrayBuffer
    ? data
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer;

/** Random bytes from the host. */
export const randomBuffer = (bytes: number): Buffer =>
  Buffer.from(host("random", bytes) as ArrayBuffer);
/** Base64 and back, by the host: in interpreted code 100 kB would cost a whole turn. */
export const fromBase64 = (text: string): Buffer =>
  Buffer.from(host("fromBase64", text) as ArrayBuffer);
export const toBase64 = (data: ArrayBuffer | ArrayBufferView): string =>
  ask("toBase64", bufferOf(data));
/** The digest of `data` by an algorithm of node:crypto; an HMAC when there is a key. @throws in Node's words */
export const digest = (algorithm: string, data: ArrayBufferView, key?: ArrayBufferView): Buffer =>
  Buffer.from(
    host("digest", algorithm, bufferOf(data), ...(key ? [bufferOf(key)] : [])) as ArrayBuffer,
  );
/** Milliseconds since some moment, with fractions; never goes back. */
export const monotonic = (): number => Number(host("now"));
/** Bytes of the machine's memory. */
export const memoryBytes = (): number => Number(host("memory"));
/** The parts of a WHATWG URL as JSON, or "": see runner/urls.ts. */
export const urlParts = (json: string): string => ask("url", json);
export const legacyUrl = (text: string): string => ask("legacyUrl", text);
/** Intl by Node: JSON to JSON, see runner/formats.ts. @throws in V8's words */
export const formatted = (json: string): string => ask("format", json);
/** A fresh Engine.IO id (20 characters), made by the host. */
export const freshId = (): string => ask("id");
/** Compiles a CommonJS file of the program; the host holds the sources. @throws SyntaxError, or when there is no such file. */
export const compile = (file: string): unknown => host("compile", file);
/** The text of a JSON file of the program. */
export const readFile = (file: string): string => ask("read", file);
/** A file of the program as it was written. */
export const rawFile = (file: string): string => ask("rawFile", file);
/** The bytes of a file of the program as text, "folder" for a folder of it, "" when there is neither. */
export const fileSize = (file: string): string => ask("fileSize", file);
/** What the package mime-types says: `call` is one of its functions. "" for its `false`. */
export const mimeType = (call: string, text: string): string => ask("mimeType", call, text);
/** Finds the file that `name` means when `from` asks for it; "" when there is none. */
export const resolve = (name: string, from: string): string => ask("resolve", from, name);

/** Why `name` leads nowhere when `from` asks for it, and what to use instead. */
export const whyNotFound = (name: string, from: string): string => ask("notFound", name, from);

/** What Node says of a text that is no JSON; "" when it is. */
export const jsonProblem = (text: string): string => ask("jsonProblem", text);
/** The stack where this value was thrown that is no error; "" when that is not known. */
export const thrownAt = (value: unknown): string => ask("thrownAt", value);

/** Whether the machine's memory has grown as far as it may. */
export const isMemoryFull = (): boolean => host("full") !== undefined;

/** Sends one operation out with this turn. After the program has ended nothing leaves any more. */
export function say(operation: Operation): void {
  if (ended) return;
  const [of] = chain;
  if (of !== turn) operation.cause = of;
  outbox.push(operation);
}

/** The turn whose work is being done: where its chain of promises and ticks began. -1 when that cannot be known. */
export const currentChain = (): number => chain[0] as number;

/** From now on the work is that of this turn's chain. */
export function continueChain(of: number): void {
  chain[0] = of;
}

/** The program is over (exit, uncaught error): what is already in the outbox still leaves. */
export function end(): void {
  ended = true;
}

export const hasEnded = (): boolean => ended;
export const currentTurn = (): number => turn;

export function beginTurn(): void {
  turn++;
  chain[0] = turn;
  leaving = [];
}

/** Takes what this turn has said. Whether it has left is certain only when the next turn begins. */
export function takeOutbox(): Operation[] {
  leaving = outbox;
  outbox = [];
  return leaving;
}

/** Takes the next few of what has been said and has not left. Nothing of the program is called for it. */
export function takeSome(most: number): Operation[] {
  const some: Operation[] = [];
  for (; some.length < most && told < leaving.length + outbox.length; told++) {
    const next = told < leaving.length ? leaving[told] : outbox[told - leaving.length];
    some[some.length] = next as Operation;
  }
  return some;
}
