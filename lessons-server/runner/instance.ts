// One WebAssembly instance of the metered QuickJS: its memory, its fuel, its functions.
// Nothing is shared between instances but the compiled module.
import createModule from "@jitl/quickjs-wasmfile-release-sync/emscripten-module";
import { QuickJSFFI } from "@jitl/quickjs-wasmfile-release-sync/ffi";
import type { QuickJSEmscriptenModule } from "@jitl/quickjs-ffi-types";

/** 64 KiB pages a sandbox may grow to: 32 MiB. */
export const MAX_PAGES = 512;
/** Pages beyond, in which a program that has filled its memory is looked at when it is stopped. */
const SPARE_PAGES = 32;
const PAGE = 65_536;

/** Units of fuel charged for calls that leave WebAssembly, by their minified import name in the pinned build. */
const IMPORT_COSTS: Record<string, number> = {
  c: 500, // a call of the host function
  m: 1_000, // localtime
  n: 20_000, // tzset
  p: 20, // the clock
  s: 100, // fd_write
};

/** What WebAssembly calls back for. Pointers are into the instance's own memory and never trusted. */
type Callbacks = {
  call(argc: number, argv: number): number;
  moduleSource(name: string): string | undefined;
  moduleName(base: string, name: string): string;
  rejected(promise: bigint, reason: bigint, isHandled: boolean): void;
  /** QuickJS has made an error; `top` is what it was about to use, 0 where that is not known. */
  error(error: bigint, top: bigint): void;
  /** The program throws what is no error. */
  thrown(value: bigint): void;
};

export type Instance = {
  readonly memory: WebAssembly.Memory;
  /** Falls as the program works; below zero the next step traps. */
  readonly fuel: WebAssembly.Global;
  /** 0 keeps the garbage collector from working. */
  readonly collects: WebAssembly.Global;
  /** The address of the word in which QuickJS keeps whose work is being done. */
  readonly chain: WebAssembly.Global;
  readonly table: WebAssembly.Table;
  readonly ffi: QuickJSFFI;
  readonly malloc: (bytes: number) => number;
  readonly free: (pointer: number) => void;
  /** Lets the memory grow a little further, for the post-mortem. */
  readonly openSpareMemory: () => void;
  /** Set by the machine over this instance. */
  callbacks: Callbacks;
};

const NOBODY: Callbacks = {
  call: () => {
    throw new Error("a call from an instance that no machine owns");
  },
  moduleSource: () => undefined,
  moduleName: (_base, name) => name,
  rejected: () => {},
  error: () => {},
  thrown: () => {},
};

type Imports = Record<string, (...args: unknown[]) => unknown>;
type Instantiated = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;
type Emscripten = { HEAPU8: Uint8Array; _malloc(bytes: number): number };

/** @throws when `module` has no meter: an unmetered engine must never run a program. */
export function assertMetered(module: WebAssembly.Module): void {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  if (!names.includes("fuel"))
    throw new Error("this QuickJS has no fuel meter: refusing to run programs in it");
}

/** Makes an instance with `pages` of memory. The caller fills the memory when it restores a snapshot. */
export async function instantiate(module: WebAssembly.Module, pages: number): Promise<Instance> {
  assertMetered(module);
  let made: Instance | undefined;
  const callbacks = (): Callbacks => made?.callbacks ?? NOBODY;
  let exports: WebAssembly.Exports | undefined;
  const pay = (units: number): void => {
    const fuel = exports?.fuel as WebAssembly.Global | undefined;
    if (fuel) fuel.value -= units;
  };
  const { memory, openSpare } = cappedMemory(pages, pay);
  const emscripten = (await createModule({
    wasmMemory: memory,
    print() {},
    printErr() {},
    instantiateWasm(imports: { a: Imports }, done: Instantiated) {
      const wall = {
        rejection: (...[, promise, reason, isHandled]: [number, bigint, bigint, number]) =>
          callbacks().rejected(promise, reason, isHandled !== 0),
        error: (error: bigint, top: bigint) => callbacks().error(error, top),
        thrown: (value: bigint) => callbacks().thrown(value),
      };
      const a = charge(imports.a, pay);
      const instance = new WebAssembly.Instance(module, { a, wall });
      exports = instance.exports;
      done(instance, module);
      return instance.exports;
    },
  } as object)) as QuickJSEmscriptenModule & Emscripten;
  if (!exports) throw new Error("QuickJS was not instantiated");
  emscripten.callbacks = callbacksFor(emscripten, callbacks) as never;
  made = {
    memory,
    fuel: exports.fuel as WebAssembly.Global,
    collects: exports.collects as WebAssembly.Global,
    chain: exports.chain as WebAssembly.Global,
    table: exports.table as WebAssembly.Table,
    ffi: new QuickJSFFI(emscripten),
    malloc: (bytes) => emscripten._malloc(bytes),
    free: (pointer) => emscripten._free(pointer),
    openSpareMemory: openSpare,
    callbacks: NOBODY,
  };
  return made;
}

/** Made once: to note where each was thrown would cost more than all the rest of a failed allocation. */
const FULL = new RangeError("the memory is full");
/** Units of fuel for asking for more memory, had or not: emscripten asks three times for each allocation. */
const GROWTH_COST = 2_000;

/**
 * The WebAssembly memory itself ends behind the spare pages; what keeps a program from those is its only way to grow.
 * `pay` is called with the cost of each attempt.
 */
function cappedMemory(pages: number, pay: (units: number) => void) {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MAX_PAGES + SPARE_PAGES });
  const grow = memory.grow.bind(memory);
  let most = MAX_PAGES;
  memory.grow = (by) => {
    pay(GROWTH_COST);
    if (memory.buffer.byteLength / PAGE + by > most) throw FULL;
    return grow(by);
  };
  return {
    memory,
    openSpare: () => {
      most = MAX_PAGES + SPARE_PAGES;
    },
  };
}

function charge(imports: Imports, pay: (units: number) => void): WebAssembly.ModuleImports {
  const charged: WebAssembly.ModuleImports = { ...imports };
  for (const [name, cost] of Object.entries(IMPORT_COSTS)) {
    const original = imports[name];
    if (!original)
      throw new Error(`QuickJS no longer imports "${name}": the import costs are of another build`);
    charged[name] = (...args: unknown[]) => {
      pay(cost);
      return original(...args);
    };
  }
  return charged;
}

function callbacksFor(emscripten: Emscripten, callbacks: () => Callbacks) {
  const encoder = new TextEncoder();
  const toHeap = (text: string): number => {
    const bytes = encoder.encode(`${text}\0`);
    const pointer = emscripten._malloc(bytes.length);
    emscripten.HEAPU8.set(bytes, pointer);
    return pointer;
  };
  return {
    callFunction: (...[, , , argc, argv]: [unknown, number, number, number, number]) =>
      callbacks().call(argc, argv),
    // Fuel is the budget; QuickJS's own interrupt is never asked to stop anything.
    shouldInterrupt: () => 0,
    loadModuleSource: (...[, , , name]: [unknown, number, number, string]) => {
      const source = callbacks().moduleSource(name);
      return source === undefined ? 0 : toHeap(source);
    },
    normalizeModule: (...[, , , base, name]: [unknown, number, number, string, string]) =>
      toHeap(callbacks().moduleName(base, name)),
    freeHostRef() {},
  };
}
