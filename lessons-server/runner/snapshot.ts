// The template every sandbox is restored from: the memory of a machine in which the guest is already loaded.
// Made at build time, read from a file at boot.
import { randomFillSync } from "node:crypto";
import { collectGarbage, zeroFreeMemory } from "./free-memory.ts";
import { instantiate } from "./instance.ts";
import { createVm } from "./template.ts";
import { type Handles, Vm } from "./vm.ts";

const PAGE = 4096;
const WASM_PAGE = 65_536;
/** The machine's context is searched this far for the state of Math.random. */
const CONTEXT_BYTES = 1_024;
/** Loading the guest is paid with more than any program gets. */
const LOADING_FUEL = 2_000_000_000;

export type Snapshot = {
  /** WebAssembly pages of the memory. */
  readonly pages: number;
  readonly handles: Handles;
  /** Names that `import { … }` finds in each package of the sandbox. */
  readonly exportNames: Readonly<Record<string, readonly string[]>>;
  /** Where the state of Math.random lies: the same in every restored machine until it is reseeded. */
  readonly randomState: number;
  /** The parts of the memory that are not zero. */
  readonly chunks: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
};

/** Loads the guest's scripts into a fresh machine and keeps its memory. */
export async function takeSnapshot(
  module: WebAssembly.Module,
  guest: readonly string[],
): Promise<Snapshot> {
  const vm = await createVm(module);
  vm.fuel = LOADING_FUEL;
  for (const script of guest) {
    vm.loadStripped(script, "sandbox:guest");
    vm.drainJobs();
    collectGarbage(vm);
  }
  const names = vm.evalText("__guest.exportNames()", "sandbox:names");
  const exportNames = JSON.parse(names) as Snapshot["exportNames"];
  vm.keepFunctions("__guest");
  vm.heap.release(
    vm.evalScript(
      "for (const name of ['__guest', '__host', '__chain', '__layers']) delete globalThis[name];",
      "sandbox:hide",
    ),
  );
  const randomState = findRandomState(vm);
  collectGarbage(vm);
  zeroFreeMemory(vm);
  return {
    pages: vm.heap.bytes.length / WASM_PAGE,
    handles: vm.handles,
    exportNames,
    randomState,
    chunks: [...nonZero(vm.heap.bytes)],
  };
}

/** A new machine with the snapshot's memory and randomness of its own. */
export async function restore(module: WebAssembly.Module, snapshot: Snapshot): Promise<Vm> {
  const vm = new Vm(await instantiate(module, snapshot.pages), snapshot.handles);
  const { bytes } = vm.heap;
  for (const chunk of snapshot.chunks) bytes.set(chunk.bytes, chunk.offset);
  const state = bytes.subarray(snapshot.randomState, snapshot.randomState + 8);
  // xorshift stays at zero for ever.
  do randomFillSync(state);
  while (state.every((byte) => byte === 0));
  return vm;
}

function* nonZero(bytes: Uint8Array): Generator<{ offset: number; bytes: Uint8Array }> {
  const zero = new Uint8Array(PAGE);
  const isZero = (at: number) => Buffer.compare(bytes.subarray(at, at + PAGE), zero) === 0;
  let start = -1;
  for (let at = 0; at <= bytes.length; at += PAGE) {
    const full = at < bytes.length && !isZero(at);
    if (full && start < 0) start = at;
    if (!full && start >= 0) {
      yield { offset: start, bytes: bytes.slice(start, at) };
      start = -1;
    }
  }
}

/** Finds the word of the context that one call of Math.random moves by one step of xorshift64*. */
function findRandomState(vm: Vm): number {
  const { context } = vm.handles;
  const words = () =>
    new BigUint64Array(vm.heap.bytes.slice(context, context + CONTEXT_BYTES).buffer);
  const before = words();
  vm.heap.release(vm.evalScript("Math.random()", "sandbox:random"));
  const after = words();
  const found = [...before.keys()].filter(
    (i) => before[i] !== after[i] && xorshift(before[i] ?? 0n) === after[i],
  );
  if (found.length !== 1)
    throw new Error("the state of Math.random is not where QuickJS 2025-09-13 keeps it");
  return context + (found[0] ?? 0) * 8;
}

function xorshift(state: bigint): bigint {
  let x = state;
  x ^= x >> 12n;
  x = BigInt.asUintN(64, x ^ (x << 25n));
  return x ^ (x >> 27n);
}

/** The snapshot as one file: a line of JSON, then the chunks' bytes one after another. */
export function writeSnapshot({ chunks, ...rest }: Snapshot): Uint8Array {
  const header = {
    ...rest,
    chunks: chunks.map(({ offset, bytes }) => ({ offset, length: bytes.length })),
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...chunks.map(({ bytes }) => bytes),
  ]);
}

/** Reads what `writeSnapshot` wrote; the chunks share the file's memory. */
export function readSnapshot(file: Uint8Array): Snapshot {
  const lineEnd = file.indexOf(10);
  const header = JSON.parse(Buffer.from(file.subarray(0, lineEnd)).toString("utf8")) as Omit<
    Snapshot,
    "chunks"
  > & {
    chunks: { offset: number; length: number }[];
  };
  let at = lineEnd + 1;
  const chunks = header.chunks.map(({ offset, length }) => {
    const bytes = file.subarray(at, at + length);
    at += length;
    return { offset, bytes };
  });
  return { ...header, chunks };
}
