// One QuickJS machine: evaluating, calling, draining jobs, and telling which promises nobody handles.
// Everything that leaves it is a string, and may have been made by a program that owns this memory.
import { type Callbacks, INITIAL_PAGES, type Instance, instantiate } from "./instance.ts";
import {
  CONTEXT_RUNTIME,
  RUNTIME_REJECTION_TRACKER,
  RUNTIME_STRIP_FLAGS,
  STRIP_SOURCE_AND_DEBUG,
} from "./layout.ts";

/** The first host function's id in quickjs-emscripten. */
const HOST_FUNCTION = -2147483648;
const STACK_BYTES = 256 * 1024;
const EVAL_MODULE = 1;
/** Tags of the values that QuickJS counts references of (objects, strings, symbols, big integers). */
const COUNTED_TAGS = new Set([-1, -6, -7, -8, -9]);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** An error as the machine described it. */
export type GuestError = {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
};

/** Something the program threw out of an evaluation or a call. */
export class Thrown extends Error {
  readonly error: GuestError;

  constructor(error: GuestError) {
    super(`${error.name}: ${error.message}`);
    this.error = error;
  }
}

/** Pointers that survive in a snapshot of the memory. */
export type Handles = {
  readonly runtime: number;
  readonly context: number;
  readonly undefined: number;
  readonly slot: number;
  readonly functions: Readonly<Record<string, number>>;
};

/** What the host answers a call from inside: text, a value already in the machine, or nothing. */
export type Answer = string | { readonly value: number } | undefined;
export type HostCalls = {
  call(name: string, argument: string): Answer;
  moduleSource(name: string): string | undefined;
  moduleName(base: string, name: string): string;
};

export class Vm {
  readonly #instance: Instance;
  readonly #rejected = new Map<bigint, bigint>();
  hostCalls: HostCalls = {
    call: () => undefined,
    moduleSource: () => undefined,
    moduleName: (_base, name) => name,
  };
  handles: Handles;

  private constructor(instance: Instance, handles: Handles) {
    this.#instance = instance;
    this.handles = handles;
  }

  /** A machine with nothing loaded; only the template is made this way. */
  static async create(module: WebAssembly.Module): Promise<Vm> {
    const { callbacks, bind } = lateCallbacks();
    const instance = await instantiate(module, INITIAL_PAGES, callbacks);
    const { ffi } = instance;
    const runtime = ffi.QTS_NewRuntime() as number;
    ffi.QTS_RuntimeSetMaxStackSize(runtime as never, STACK_BYTES);
    ffi.QTS_RuntimeEnableModuleLoader(runtime as never, 1);
    const context = ffi.QTS_NewContext(runtime as never, 0 as never) as number;
    new DataView(instance.memory.buffer).setUint32(
      runtime + RUNTIME_REJECTION_TRACKER,
      instance.table.length - 1,
      true,
    );
    const undefinedValue = ffi.QTS_GetUndefined() as number;
    const slot = instance.malloc(16);
    const vm = new Vm(instance, {
      runtime,
      context,
      undefined: undefinedValue,
      slot,
      functions: {},
    });
    if (vm.#u32(context + CONTEXT_RUNTIME) !== runtime)
      throw new Error("JSContext is not laid out as expected");
    bind(vm);
    vm.#defineHost();
    return vm;
  }

  /** A machine over memory that already holds one. */
  static async over(module: WebAssembly.Module, pages: number, handles: Handles): Promise<Vm> {
    const { callbacks, bind } = lateCallbacks();
    const vm = new Vm(await instantiate(module, pages, callbacks), handles);
    bind(vm);
    return vm;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#instance.memory.buffer);
  }

  get fuel(): number {
    return this.#instance.fuel.value as number;
  }

  set fuel(units: number) {
    this.#instance.fuel.value = units;
  }

  /** Loads the runtime's own code without its text and line numbers: a third of the memory, and faster stacks. */
  loadStripped(code: string, file: string): void {
    const flags = this.handles.runtime + RUNTIME_STRIP_FLAGS;
    this.bytes[flags] = STRIP_SOURCE_AND_DEBUG;
    this.release(this.evalScript(code, file));
    this.bytes[flags] = 0;
  }

  /** Evaluates a script and gives its value as a pointer, which the caller frees. @throws Thrown */
  evalScript(code: string, file: string): number {
    return this.#eval(code, file, 0);
  }

  /** Evaluates a module; what it rejects with after an `await` arrives as an unhandled rejection. @throws Thrown */
  evalModule(code: string, file: string): void {
    this.release(this.#eval(code, file, EVAL_MODULE));
  }

  /** Calls one of the kept functions with a string and gives its string back. @throws Thrown */
  callText(name: string, argument?: string): string {
    const value = this.call(name, argument === undefined ? [] : [this.newString(argument)]);
    const text = this.#text(value);
    this.release(value);
    return text;
  }

  /** Calls one of the kept functions; frees the arguments, gives the value. @throws Thrown */
  call(name: string, args: readonly number[] = []): number {
    const { ffi } = this.#instance;
    const { context, slot, undefined: nothing } = this.handles;
    const view = new DataView(this.#instance.memory.buffer);
    args.forEach((value, i) => view.setUint32(slot + 4 * i, value, true));
    const result = ffi.QTS_Call(
      context as never,
      this.#function(name) as never,
      nothing as never,
      args.length,
      slot as never,
    );
    for (const value of args) this.release(value);
    return this.#unlessThrown(result as number);
  }

  /** Runs promise jobs until none is left. */
  drainJobs(): void {
    const { ffi } = this.#instance;
    const { runtime, slot } = this.handles;
    while (ffi.QTS_IsJobPending(runtime as never)) {
      const result = ffi.QTS_ExecutePendingJob(runtime as never, -1, slot as never) as number;
      if (this.#u32(slot) === 0) ffi.QTS_FreeValuePointerRuntime(runtime as never, result as never);
      else this.release(this.#unlessThrown(result));
    }
  }

  /** Reports each promise that was rejected and is still unhandled to the kept function `rejected`. */
  reportRejections(): void {
    for (const [promise, reason] of this.#rejected) {
      this.#rejected.delete(promise);
      this.release(this.call("rejected", [this.#boxed(reason), this.#boxed(promise)]));
    }
  }

  get hasJobs(): boolean {
    return Boolean(this.#instance.ffi.QTS_IsJobPending(this.handles.runtime as never));
  }

  /** The stack of a program that ran out of fuel, top frame first. */
  stackOfTrap(): string {
    const stack = this.#textOfScript("new Error().stack");
    return stack.slice(stack.indexOf("\n") + 1);
  }

  get hasRejections(): boolean {
    return this.#rejected.size > 0;
  }

  /** Keeps the members of a global object as functions to call, and deletes what the program must not see. */
  keepFunctions(from: string, hide: readonly string[]): Record<string, string> {
    const { ffi } = this.#instance;
    const context = this.handles.context as never;
    const object = this.evalScript(`globalThis.${from}`, "sandbox:keep");
    const names = JSON.parse(
      this.#textOfScript(
        `JSON.stringify(Object.keys(${from}).filter((k) => typeof ${from}[k] === "function"))`,
      ),
    ) as string[];
    const texts = JSON.parse(
      this.#textOfScript(
        `JSON.stringify(Object.fromEntries(Object.entries(${from}).filter(([, v]) => typeof v === "string")))`,
      ),
    ) as Record<string, string>;
    const functions: Record<string, number> = {};
    for (const name of names) {
      const key = this.newString(name);
      functions[name] = ffi.QTS_GetProp(context, object as never, key as never) as number;
      this.release(key);
    }
    this.release(object);
    this.handles = { ...this.handles, functions };
    this.release(
      this.evalScript(hide.map((name) => `delete globalThis.${name};`).join(""), "sandbox:hide"),
    );
    return texts;
  }

  /** A kept function as a value of its own. */
  functionValue(name: string): number {
    return this.#instance.ffi.QTS_DupValuePointer(
      this.handles.context as never,
      this.#function(name) as never,
    ) as number;
  }

  newString(text: string): number {
    const pointer = this.#toHeap(text);
    const value = this.#instance.ffi.QTS_NewString(
      this.handles.context as never,
      pointer as never,
    ) as number;
    this.#instance.free(pointer);
    return value;
  }

  /** Makes an Error value of the given class in the machine. */
  newError({ name, message, stack }: GuestError): number {
    const made = `new (globalThis[${JSON.stringify(name)}] ?? Error)(${JSON.stringify(message)})`;
    return this.evalScript(
      `Object.assign(${made}, { stack: ${JSON.stringify(stack)} })`,
      "sandbox:error",
    );
  }

  release(value: number): void {
    this.#instance.ffi.QTS_FreeValuePointer(this.handles.context as never, value as never);
  }

  /** Answers a call that came in through the one host function. */
  answer(argc: number, argv: number): number {
    const { ffi } = this.#instance;
    const context = this.handles.context as never;
    const argument = (i: number) =>
      i < argc ? this.#text(ffi.QTS_ArgvGetJSValueConstPointer(argv as never, i) as number) : "";
    const [name, text] = [argument(0), argument(1)];
    this.fuel -= 2 * text.length;
    try {
      const answer = this.hostCalls.call(name, text);
      if (answer === undefined)
        return ffi.QTS_DupValuePointer(context, this.handles.undefined as never) as number;
      if (typeof answer !== "string") return answer.value;
      this.fuel -= 2 * answer.length;
      return this.newString(answer);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      return ffi.QTS_Throw(context, this.newError(error.error) as never) as number;
    }
  }

  /** Notes a promise whose rejection nobody handles yet, or no longer needs noting. */
  noteRejection(promise: bigint, reason: bigint, isHandled: boolean): void {
    if (!isHandled) {
      this.#count(promise, 1);
      this.#count(reason, 1);
      this.#rejected.set(promise, reason);
      return;
    }
    const kept = this.#rejected.get(promise);
    if (kept === undefined) return;
    this.#rejected.delete(promise);
    // The promise is being used right now, so neither count reaches zero here.
    this.#count(promise, -1);
    this.#count(kept, -1);
  }

  #eval(code: string, file: string, flags: number): number {
    const pointer = this.#toHeap(code);
    const { length } = encoder.encode(code);
    const { ffi, free } = this.#instance;
    const value = ffi.QTS_Eval(
      this.handles.context as never,
      pointer as never,
      length,
      file,
      0 as never,
      flags as never,
    );
    free(pointer);
    return this.#unlessThrown(value as number);
  }

  #unlessThrown(value: number): number {
    const { ffi } = this.#instance;
    const error = ffi.QTS_ResolveException(this.handles.context as never, value as never) as number;
    if (!error) return value;
    const dumped = ffi.QTS_Dump(this.handles.context as never, error as never) as number;
    const text = this.#cString(dumped);
    ffi.QTS_FreeCString(this.handles.context as never, dumped as never);
    this.release(error);
    throw new Thrown(describe(text));
  }

  #defineHost(): void {
    const { ffi } = this.#instance;
    const context = this.handles.context as never;
    const made = ffi.QTS_NewFunction(
      context,
      "host" as never,
      2,
      false as never,
      HOST_FUNCTION as never,
    ) as number;
    const global = ffi.QTS_GetGlobalObject(context) as number;
    const key = this.newString("__host");
    ffi.QTS_SetProp(context, global as never, key as never, made as never);
    for (const value of [key, made, global]) this.release(value);
  }

  #function(name: string): number {
    const found = this.handles.functions[name];
    if (found === undefined) throw new Error(`the guest has no function "${name}"`);
    return found;
  }

  #textOfScript(code: string): string {
    const value = this.evalScript(code, "sandbox:keep");
    const text = this.#text(value);
    this.release(value);
    return text;
  }

  #text(value: number): string {
    const { ffi } = this.#instance;
    const pointer = ffi.QTS_GetString(this.handles.context as never, value as never) as number;
    if (!pointer) return "";
    const text = this.#cString(pointer);
    ffi.QTS_FreeCString(this.handles.context as never, pointer as never);
    return text;
  }

  #cString(pointer: number): string {
    const { bytes } = this;
    const end = bytes.indexOf(0, pointer);
    return end < 0 ? "" : decoder.decode(bytes.subarray(pointer, end));
  }

  #toHeap(text: string): number {
    const room = text.length * 3 + 1;
    const pointer = this.#instance.malloc(room);
    if (!pointer) throw new Thrown({ name: "InternalError", message: "out of memory", stack: "" });
    const { bytes } = this;
    const { written } = encoder.encodeInto(text, bytes.subarray(pointer, pointer + room - 1));
    bytes[pointer + written] = 0;
    return pointer;
  }

  /** A value in a cell of its own, as the C functions want it; they free it, so the count moves into the cell. */
  #boxed(value: bigint): number {
    const cell = this.#instance.malloc(8);
    new DataView(this.#instance.memory.buffer).setBigUint64(cell, BigInt.asUintN(64, value), true);
    return cell;
  }

  #count(value: bigint, by: number): void {
    const bits = BigInt.asUintN(64, value);
    if (!COUNTED_TAGS.has(Number(BigInt.asIntN(32, bits >> 32n)))) return;
    const pointer = Number(bits & 0xffff_ffffn);
    new DataView(this.#instance.memory.buffer).setInt32(pointer, this.#u32(pointer) + by, true);
  }

  #u32(pointer: number): number {
    return new DataView(this.#instance.memory.buffer).getUint32(pointer, true);
  }
}

function describe(dump: string): GuestError {
  try {
    const { name, message, stack } = JSON.parse(dump) as Partial<GuestError>;
    if (message !== undefined)
      return {
        name: String(name ?? "Error"),
        message: String(message),
        stack: String(stack ?? ""),
      };
  } catch {}
  if (dump === "null") return { name: "InternalError", message: "out of memory", stack: "" };
  return { name: "Error", message: `Uncaught ${dump.slice(0, 1_000)}`, stack: "" };
}

/** The instance wants its callbacks before the machine over it exists. */
function lateCallbacks(): { callbacks: Callbacks; bind(vm: Vm): void } {
  let vm: Vm | undefined;
  const bound = (): Vm => {
    if (!vm) throw new Error("the machine was called before it was bound");
    return vm;
  };
  return {
    callbacks: {
      call: (_context, argc, argv) => bound().answer(argc, argv),
      moduleSource: (name) => bound().hostCalls.moduleSource(name),
      moduleName: (base, name) => bound().hostCalls.moduleName(base, name),
      rejected: (promise, reason, isHandled) => bound().noteRejection(promise, reason, isHandled),
    },
    bind: (made) => {
      vm = made;
    },
  };
}
