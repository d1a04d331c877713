// Strips the types of TypeScript, so that lines and columns stay. swc does it, in WebAssembly that is metered like the
// programs' own: a source that was made to take for ever runs out of fuel. Each source is read in an instance of its
// own, so what one has broken no other meets; and all that an instance can reach is the table of values below.
import { setFlagsFromString } from "node:v8";
import { type GuestError, Thrown } from "./heap.ts";

/** Units that reading one source may take. 64 kB of honest TypeScript takes less than a tenth. */
const FUEL = 8_000_000;

/**
 * Plain JavaScript from the TypeScript of a file; what it cost, in units of fuel, is given to `pay`, also when it fails.
 * @throws Thrown when it is not TypeScript, or more than can be read.
 */
export type Strip = (file: string, source: string, pay?: (units: number) => void) => string;

/**
 * Compiles the metered swc so that its functions are compiled as they are called: whole and optimised, as this process
 * compiles QuickJS (gateway/runner-process.ts), it would take seconds.
 */
export function compileStripper(binary: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const flags = ["wasm-lazy-compilation", "liftoff"];
  for (const flag of flags) setFlagsFromString(`--${flag}`);
  const module = new WebAssembly.Module(binary);
  for (const flag of flags) setFlagsFromString(`--no-${flag}`);
  if (!WebAssembly.Module.exports(module).some(({ name }) => name === "fuel"))
    throw new Error("this stripper has no fuel meter: refusing to read programs with it");
  return module;
}

/** Makes the one function of a compiled stripper. */
export function stripperOf(module: WebAssembly.Module): Strip {
  return (file, source, pay = () => {}) => {
    const { exports, values } = instantiate(module);
    exports.fuel.value = FUEL;
    try {
      return strip(exports, values, source);
    } catch (error) {
      throw new Thrown(wrongWith(file, error, exports.fuel.value < 0));
    } finally {
      pay(FUEL - exports.fuel.value);
    }
  };
}

/** Has the functions compiled that any TypeScript needs, so that the first that comes does not wait for it. */
export function warmUp(module: WebAssembly.Module): void {
  stripperOf(module)(
    "server.ts",
    `import { Server, type Socket } from "socket.io";
interface Message { text: string; to?: string }
class Rooms<T> { private names: Map<string, T> = new Map(); get size(): number { return this.names.size; } }
export const io: Server = new Server(3000, { cors: { origin: "*" } });
io.on("connection", async (socket: Socket) => {
  const { text = "" } = { text: \`\${socket!.id}\` } as Message;
  for (const room of [text]) if (room?.length > 1) await socket.join(room); else throw new Error(room);
  try { socket.emit("message", text, (answer: unknown): void => {}); } catch { return; }
});`,
  );
}

type Exports = {
  readonly fuel: { value: number };
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_add_to_stack_pointer: (by: number) => number;
  readonly __wbindgen_export_2: (bytes: number, align: number) => number;
  readonly transformSync: (result: number, source: number, options: number) => void;
};

/** What swc says of a source that it cannot strip. */
class Refused extends Error {
  readonly why: unknown;

  constructor(why: unknown) {
    super("refused");
    this.why = why;
  }
}

function strip(exports: Exports, values: Values, source: string): string {
  const options: Value = { __proto__: null, mode: "strip-only" };
  const result = exports.__wbindgen_add_to_stack_pointer(-16);
  exports.transformSync(result, values.add(source), values.add(options));
  const view = new DataView(exports.memory.buffer);
  const [made, refused, isRefused] = [0, 4, 8].map((at) => view.getInt32(result + at, true));
  if (isRefused) throw new Refused(values.take(refused ?? 0));
  const { code } = values.take(made ?? 0) as { readonly code?: unknown };
  if (typeof code !== "string") throw new Refused(undefined);
  return code;
}

function wrongWith(file: string, error: unknown, isOutOfFuel: boolean): GuestError {
  const { why } = error instanceof Refused ? error : { why: undefined };
  const { message, startLine, startColumn } = (why ?? {}) as Record<string, unknown>;
  const name = "SyntaxError";
  if (typeof message === "string") {
    const [line, column] = [Number(startLine) || 1, (Number(startColumn) || 0) + 1];
    return { name, message, stack: `    at ${file}:${line}:${column}\n` };
  }
  const what = isOutOfFuel
    ? "takes too long to be read: something in it can be understood in too many ways"
    : "is nested too deeply, or too large, to be read";
  return {
    name,
    message: `This TypeScript ${what}. Write it in a simpler way.`,
    stack: `    at ${file}:1:1\n`,
  };
}

type Value = string | number | boolean | null | undefined | { [key: string]: Value };

/** What wasm-bindgen's code knows by number: the first four are always there. */
class Values {
  readonly #values = new Map<number, Value>([
    [128, undefined],
    [129, null],
    [130, true],
    [131, false],
  ]);
  #next = 132;

  add(value: Value): number {
    this.#values.set(this.#next, value);
    return this.#next++;
  }

  get(number: number): Value {
    return this.#values.get(number);
  }

  take(number: number): Value {
    const value = this.#values.get(number);
    if (number >= 132) this.#values.delete(number);
    return value;
  }
}

/** An object of ours, which has no prototype. */
const record = (value: Value): { [key: string]: Value } =>
  typeof value === "object" && value !== null ? value : {};

const textOf = (value: Value): string => (typeof value === "string" ? value : "");

function instantiate(module: WebAssembly.Module): { exports: Exports; values: Values } {
  const values = new Values();
  const bytes = (): Uint8Array => new Uint8Array(exports.memory.buffer);
  const textAt = (at: number, length: number): string => {
    exports.fuel.value -= length;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes().subarray(at, at + length));
  };
  /** All that strip-only mode asks of its host, by the names of the pinned build. */
  const answers: Record<string, (...args: number[]) => unknown> = {
    __wbindgen_is_falsy: (it = 0) => !values.get(it),
    __wbindgen_is_object: (it = 0) => typeof values.get(it) === "object" && values.get(it) !== null,
    __wbindgen_is_string: (it = 0) => typeof values.get(it) === "string",
    __wbindgen_is_undefined: (it = 0) => values.get(it) === undefined,
    __wbindgen_jsval_loose_eq: (one = 0, other = 0) =>
      (values.get(one) ?? null) === (values.get(other) ?? null),
    __wbindgen_in: (key = 0, it = 0) => textOf(values.get(key)) in record(values.get(it)),
    __wbg_getwithrefkey_1dc361bd10053bfe: (it = 0, key = 0) =>
      values.add(record(values.get(it))[textOf(values.get(key))]),
    __wbg_new_405e22f390576ce2: () => values.add(Object.create(null) as Value),
    __wbg_set_3f1d0b984ed272ed: (it = 0, key = 0, value = 0) => {
      record(values.get(it))[textOf(values.take(key))] = values.take(value);
    },
    __wbindgen_number_new: (value = 0) => values.add(value),
    __wbindgen_string_new: (at = 0, length = 0) => values.add(textAt(at, length)),
    __wbindgen_string_get: (result = 0, it = 0) => {
      const value = values.get(it);
      const text = typeof value === "string" ? new TextEncoder().encode(value) : undefined;
      exports.fuel.value -= text?.length ?? 0;
      const at = text ? exports.__wbindgen_export_2(text.length, 1) : 0;
      if (text) bytes().set(text, at);
      const view = new DataView(exports.memory.buffer);
      view.setInt32(result, at, true);
      view.setInt32(result + 4, text?.length ?? 0, true);
    },
    __wbindgen_object_clone_ref: (it = 0) => values.add(values.get(it)),
    __wbindgen_object_drop_ref: (it = 0) => void values.take(it),
  };
  const imports = WebAssembly.Module.imports(module).map(({ name }) => [
    name,
    answers[name] ?? refuse(name),
  ]);
  const instance = new WebAssembly.Instance(module, {
    __wbindgen_placeholder__: Object.fromEntries(imports) as WebAssembly.ModuleImports,
  });
  const exports = instance.exports as unknown as Exports;
  return { exports, values };
}

const refuse = (name: string) => (): never => {
  throw new Error(`the stripper asked its host for ${name}`);
};
