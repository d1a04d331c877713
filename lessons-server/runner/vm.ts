// One QuickJS machine: evaluating, calling, draining jobs. Everything that leaves it is a string.
import { type Given, givenOf } from "./given.ts";
import { type GuestError, Heap, Thrown } from "./heap.ts";
import type { Instance } from "./instance.ts";
import { RUNTIME_STRIP_FLAGS, STRIP_SOURCE_AND_DEBUG } from "./layout.ts";
import { EngineErrors, type Made, type Told } from "./engine-errors.ts";
import { Rejections } from "./rejections.ts";

const EVAL_MODULE = 1;
/** Characters of a stack that are read; the program can make it any length. */
const LONGEST_STACK = 32_768;

/** Pointers that survive in a snapshot of the memory. */
export type Handles = {
  readonly runtime: number;
  readonly context: number;
  readonly undefined: number;
  /** Where the pointers to a call's arguments lie: room for four. */
  readonly slot: number;
  /** The word that says whose work is being done. */
  readonly chain: number;
  readonly functions: Readonly<Record<string, number>>;
};

/** What the host answers a call from inside: text, a value already in the machine, or nothing. */
export type Answer = string | { readonly value: number } | undefined;
export type HostCalls = {
  call(name: string, given: Given): Answer;
  moduleSource(name: string): string | undefined;
  moduleName(base: string, name: string): string;
  /** How an error that QuickJS has made is told to the program. */
  told(made: Made): Told;
};

export class Vm {
  readonly #instance: Instance;
  readonly heap: Heap;
  readonly #rejections: Rejections;
  readonly #errors: EngineErrors;
  handles: Handles;
  hostCalls: HostCalls = {
    call: () => undefined,
    moduleSource: () => undefined,
    moduleName: (_base, name) => name,
    told: (made) => made,
  };

  constructor(instance: Instance, handles: Handles) {
    this.#instance = instance;
    this.handles = handles;
    this.heap = new Heap(instance, handles.context);
    this.#rejections = new Rejections(this.heap, () => this.chain);
    this.#errors = new EngineErrors(this.heap);
    this.heap.thrownAt = (value) => this.#errors.placeOf(value);
    instance.chain.value = handles.chain;
    instance.callbacks = {
      call: (argc, argv) => this.#answer(argc, argv),
      moduleSource: (name) => this.hostCalls.moduleSource(name),
      moduleName: (base, name) => this.hostCalls.moduleName(base, name),
      rejected: (...noted) => this.#rejections.note(...noted),
      error: (error, top) => {
        this.fuel -= this.#errors.made(error, top, (made) => this.hostCalls.told(made));
      },
      thrown: (value) => {
        // Also in the template, before its functions are kept.
        if (this.handles.functions.here) this.#errors.thrown(value, this.stack());
      },
    };
  }

  get fuel(): number {
    return this.#instance.fuel.value as number;
  }

  set fuel(units: number) {
    this.#instance.fuel.value = units;
  }

  /** The turn whose work is being done, through promises too; -1 where that cannot be known. */
  get chain(): number {
    return this.heap.view.getInt32(this.handles.chain, true);
  }

  set chain(turn: number) {
    this.heap.view.setInt32(this.handles.chain, turn, true);
  }

  /** Evaluates a script and gives its value, which the caller releases. @throws Thrown */
  evalScript(code: string, file: string): number {
    return this.#eval(code, file, 0);
  }

  /** Evaluates a module; what it rejects with after an `await` arrives as an unhandled rejection. @throws Thrown */
  evalModule(code: string, file: string): void {
    this.heap.release(this.#eval(code, file, EVAL_MODULE));
  }

  /** The value of a script as text. @throws Thrown */
  evalText(code: string, file: string): string {
    return this.#taken(this.evalScript(code, file));
  }

  /** Loads the runtime's own code without its text and line numbers: less memory, and shorter stacks. */
  loadStripped(code: string, file: string): void {
    const flags = this.handles.runtime + RUNTIME_STRIP_FLAGS;
    this.heap.bytes[flags] = STRIP_SOURCE_AND_DEBUG;
    this.heap.release(this.evalScript(code, file));
    this.heap.bytes[flags] = 0;
  }

  /** Calls one of the kept functions; releases the arguments, gives the value. @throws Thrown */
  call(name: string, args: readonly number[] = []): number {
    const { ffi } = this.#instance;
    const { context, slot, undefined: nothing } = this.handles;
    const { view } = this.heap;
    for (const [i, value] of args.entries()) view.setUint32(slot + 4 * i, value, true);
    const called = this.#function(name);
    const result = ffi.QTS_Call(
      context as never,
      called as never,
      nothing as never,
      args.length,
      slot as never,
    );
    for (const value of args) this.heap.release(value);
    return this.heap.unlessThrown(result);
  }

  /** Calls one of the kept functions with a string and gives its string back. @throws Thrown */
  callText(name: string, argument?: string): string {
    return this.#taken(
      this.call(name, argument === undefined ? [] : [this.heap.newString(argument)]),
    );
  }

  get hasJobs(): boolean {
    return Boolean(this.#instance.ffi.QTS_IsJobPending(this.handles.runtime as never));
  }

  /** Runs promise jobs until none is left. @throws Thrown when one throws past its promise. */
  drainJobs(): void {
    const { ffi } = this.#instance;
    const { runtime, slot } = this.handles;
    while (this.hasJobs) {
      const result = ffi.QTS_ExecutePendingJob(runtime as never, -1, slot as never) as number;
      // Without a context there was no job, and the value belongs to the runtime alone.
      if (this.heap.view.getUint32(slot, true) === 0)
        ffi.QTS_FreeValuePointerRuntime(runtime as never, result as never);
      else this.heap.release(this.heap.unlessThrown(result));
    }
  }

  /** A trap may lie in the midst of any change to the heap: from now on it is read, and nothing in it is collected. */
  prepareForPostMortem(): void {
    this.#instance.openSpareMemory();
    this.#instance.collects.value = 0;
  }

  get hasRejections(): boolean {
    return this.#rejections.any;
  }

  /** Reports each promise that is still unhandled to the kept function `rejected`. */
  reportRejections(): void {
    for (let next = this.#rejections.take(); next; next = this.#rejections.take()) {
      this.chain = next.chain;
      this.heap.release(this.call("rejected", [next.reason, next.promise]));
    }
  }

  /** The stack as it is now, top frame first. Also of a program that ran out of fuel: QuickJS's frames outlive the trap. */
  stack(): string {
    const stack = this.callText("here");
    return stack.slice(stack.indexOf("\n") + 1).slice(0, LONGEST_STACK);
  }

  /** Keeps the functions among the members of a global object to call later. */
  keepFunctions(object: string): void {
    const { ffi } = this.#instance;
    const context = this.handles.context as never;
    const names = JSON.parse(
      this.evalText(`JSON.stringify(Object.keys(${object}))`, "sandbox:keep"),
    ) as string[];
    const owner = this.evalScript(object, "sandbox:keep");
    const kept = names.map((name) => {
      const key = this.heap.newString(name);
      const value = ffi.QTS_GetProp(context, owner as never, key as never) as number;
      this.heap.release(key);
      return [name, value] as const;
    });
    this.heap.release(owner);
    this.handles = { ...this.handles, functions: Object.fromEntries(kept) };
  }

  /** Makes an Error value in the machine, of the class of that name where there is one. */
  newError({ name, message, stack }: GuestError): number {
    const type = /^[A-Z]\w{0,40}Error$/.test(name) ? `globalThis.${name} ?? Error` : "Error";
    const made = `new (${type})(${JSON.stringify(message)})`;
    return this.evalScript(
      `Object.assign(${made}, { stack: ${JSON.stringify(stack)} })`,
      "sandbox:error",
    );
  }

  #taken(value: number): string {
    const text = this.heap.text(value);
    this.heap.release(value);
    return text;
  }

  #eval(code: string, file: string, flags: number): number {
    const { pointer, length } = this.heap.put(code);
    const { ffi } = this.#instance;
    const context = this.handles.context as never;
    const value = ffi.QTS_Eval(context, pointer as never, length, file, 0 as never, flags as never);
    this.heap.free(pointer);
    return this.heap.unlessThrown(value);
  }

  #function(name: string): number {
    const found = this.handles.functions[name];
    if (found === undefined) throw new Error(`the guest has no function "${name}"`);
    return found;
  }

  /** Answers a call that came in through the one host function. */
  #answer(argc: number, argv: number): number {
    const { ffi } = this.#instance;
    const context = this.handles.context as never;
    const pointers = Array.from(
      { length: argc },
      (_, i) => ffi.QTS_ArgvGetJSValueConstPointer(argv as never, i) as number,
    );
    const given = givenOf(this.heap, pointers, (units) => {
      this.fuel -= units;
    });
    try {
      const answer = this.hostCalls.call(given.text(0), given);
      if (answer === undefined) {
        return ffi.QTS_DupValuePointer(context, this.handles.undefined as never);
      }
      if (typeof answer !== "string") return answer.value;
      this.fuel -= 2 * answer.length;
      return this.heap.newString(answer);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      return ffi.QTS_Throw(context, this.newError(error.error) as never);
    }
  }
}
