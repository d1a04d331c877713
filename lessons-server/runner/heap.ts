// Text and values in the memory of one QuickJS instance, by pointer. What is read out may be anything:
// the program can own this memory.
import { type Instance, MAX_PAGES } from "./instance.ts";

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

/** Something wrong with a program's text, at `server.js:3:5` or at no place. */
export const thrownAt = (place: string, name: string, message: string): Thrown =>
  new Thrown({ name, message, stack: place && `    at ${place}\n` });

const WASM_PAGE = 65_536;
export const OUT_OF_MEMORY: GuestError = {
  name: "InternalError",
  message: "out of memory",
  stack: "",
};

export class Heap {
  readonly #instance: Instance;
  readonly #context: never;
  /** The stack where a value was thrown that is no error, as far as it is known. */
  thrownAt: (value: bigint) => string | undefined = () => undefined;

  constructor(instance: Instance, context: number) {
    this.#instance = instance;
    this.#context = context as never;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#instance.memory.buffer);
  }

  /** Whether the memory has grown as far as it may; it grows by steps, and never shrinks. */
  get isFull(): boolean {
    return this.#instance.memory.buffer.byteLength > 0.9 * MAX_PAGES * WASM_PAGE;
  }

  get view(): DataView {
    return new DataView(this.#instance.memory.buffer);
  }

  malloc(bytes: number): number {
    const pointer = this.#instance.malloc(bytes);
    if (!pointer) throw new Thrown(OUT_OF_MEMORY);
    return pointer;
  }

  /** Whether so many bytes are to be had in one piece. */
  hasRoom(bytes: number): boolean {
    const pointer = this.#instance.malloc(bytes);
    if (pointer) this.free(pointer);
    return pointer !== 0;
  }

  free(pointer: number): void {
    this.#instance.free(pointer);
  }

  /** Copies text in, NUL-terminated; the caller frees it. @throws Thrown when the memory is full. */
  put(text: string): { readonly pointer: number; readonly length: number } {
    const room = text.length * 3 + 1;
    const pointer = this.malloc(room);
    const { bytes } = this;
    const { written } = encoder.encodeInto(text, bytes.subarray(pointer, pointer + room - 1));
    bytes[pointer + written] = 0;
    return { pointer, length: written };
  }

  newString(text: string): number {
    const { pointer } = this.put(text);
    const value = this.#instance.ffi.QTS_NewString(this.#context, pointer as never) as number;
    this.free(pointer);
    return value;
  }

  newNumber(number: number): number {
    return this.#instance.ffi.QTS_NewFloat64(this.#context, number);
  }

  /** An ArrayBuffer of its own in the machine. @throws Thrown when the memory is full. */
  newArrayBuffer(bytes: Uint8Array): number {
    const pointer = this.malloc(Math.max(1, bytes.length));
    this.bytes.set(bytes, pointer);
    const { ffi } = this.#instance;
    return ffi.QTS_NewArrayBuffer(this.#context, pointer as never, bytes.length);
  }

  /** The bytes of an ArrayBuffer, as a view that holds until the machine runs again; empty for any other value. */
  bytesOf(value: number): Uint8Array {
    const { ffi } = this.#instance;
    const pointer = ffi.QTS_GetArrayBuffer(this.#context, value as never) as number;
    const length = pointer ? ffi.QTS_GetArrayBufferLength(this.#context, value as never) : 0;
    return this.bytes.subarray(pointer, pointer + length);
  }

  /** The text of a value, converted as `String(value)` does; "" when that throws. */
  text(value: number): string {
    const { ffi } = this.#instance;
    const pointer = ffi.QTS_GetString(this.#context, value as never) as number;
    return pointer ? this.#take(pointer) : "";
  }

  /** A value in a cell of its own, as the C functions want it. The cell owns one count of what the value refers to. */
  cell(value: bigint): number {
    const cell = this.malloc(8);
    this.view.setBigUint64(cell, BigInt.asUintN(64, value), true);
    return cell;
  }

  /** Lends a value that belongs to somebody else, in a cell. */
  withValue<T>(value: bigint, use: (cell: number) => T): T {
    const cell = this.cell(value);
    try {
      return use(cell);
    } finally {
      this.free(cell);
    }
  }

  /** The text of a property of an object. */
  property(object: number, name: string): string {
    const key = this.newString(name);
    const { ffi } = this.#instance;
    const value = ffi.QTS_GetProp(this.#context, object as never, key as never) as number;
    const text = this.text(value);
    for (const one of [key, value]) this.release(one);
    return text;
  }

  setProperty(object: number, name: string, text: string): void {
    const key = this.newString(name);
    const value = this.newString(text);
    this.#instance.ffi.QTS_SetProp(this.#context, object as never, key as never, value as never);
    for (const one of [key, value]) this.release(one);
  }

  /** Gives up a value. */
  release(value: number): void {
    this.#instance.ffi.QTS_FreeValuePointer(this.#context, value as never);
  }

  /** The value itself, unless it is an exception. @throws Thrown */
  unlessThrown(value: number): number {
    const { ffi } = this.#instance;
    const error = ffi.QTS_ResolveException(this.#context, value as never) as number;
    if (!error) return value;
    const dump = this.#take(ffi.QTS_Dump(this.#context, error as never));
    const place = this.thrownAt(this.view.getBigUint64(error, true));
    this.release(error);
    // QuickJS throws null when there is no memory left even for the error.
    throw new Thrown(dump === "null" && this.isFull ? OUT_OF_MEMORY : describe(dump, place));
  }

  #take(pointer: number): string {
    const { bytes } = this;
    const end = bytes.indexOf(0, pointer);
    const text = end < 0 ? "" : decoder.decode(bytes.subarray(pointer, end));
    this.#instance.ffi.QTS_FreeCString(this.#context, pointer as never);
    return text;
  }
}

function describe(dump: string, place: string | undefined): GuestError {
  try {
    const { name, message, stack } = JSON.parse(dump) as Record<string, unknown>;
    if (message !== undefined) {
      return {
        name: textOf(name ?? "Error", LONGEST.name),
        message: textOf(message, LONGEST.message),
        stack: textOf(stack ?? "", LONGEST.stack),
      };
    }
  } catch {
    // Thrown values need not be errors.
  }
  return { name: "Error", message: `Uncaught ${dump.slice(0, 1_000)}`, stack: place ?? "" };
}

/** The program chooses these texts: what is longer than any honest one is cut where it leaves the machine. */
const LONGEST = { name: 100, message: 4_096, stack: 32_768 } as const;

const textOf = (value: unknown, most: number): string =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, most);
