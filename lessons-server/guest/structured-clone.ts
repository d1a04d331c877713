// structuredClone: a copy of a value that shares nothing with it, circles and all.
import { ERROR_NAMES } from "./errors.ts";
import { DOMException } from "./web-events.ts";

const KINDS = /^\[object (.+)\]$/;

/** @throws DOMException, named DataCloneError, for functions, symbols and what cannot be taken apart */
export function structuredClone(value: unknown): unknown {
  return clone(value, new Map());
}

function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === "function" || typeof value === "symbol") throw refusal(String(value));
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = <T>(copy: T): T => {
    seen.set(value, copy);
    return copy;
  };
  const part = (inner: unknown): unknown => clone(inner, seen);

  if (Array.isArray(value)) return withKeys(value, keep(emptyOf(value.length)), part);
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) return keep(viewOf(value, part(value.buffer) as ArrayBuffer));
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, inner] of value) copy.set(part(key), part(inner));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const inner of value) copy.add(part(inner));
    return copy;
  }
  if (value instanceof Error) return keep(errorLike(value, part));
  const kind = KINDS.exec(Object.prototype.toString.call(value))?.[1] ?? "Object";
  if (["Boolean", "Number", "String"].includes(kind))
    return keep(Object(value.valueOf()) as object);
  if (["Promise", "WeakMap", "WeakSet", "WeakRef", "Generator", "Symbol"].includes(kind))
    throw refusal(`#<${kind}>`);
  return withKeys(value, keep({}), part);
}

function withKeys<T extends object>(from: object, to: T, part: (inner: unknown) => unknown): T {
  for (const [key, inner] of Object.entries(from)) Reflect.set(to, key, part(inner));
  return to;
}

function emptyOf(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}

function viewOf(view: ArrayBufferView, buffer: ArrayBuffer): ArrayBufferView {
  const tag = Object.prototype.toString.call(view).slice(8, -1);
  const Type = Reflect.get(globalThis, tag) as new (...args: unknown[]) => ArrayBufferView;
  const length = view instanceof DataView ? view.byteLength : (view as Uint8Array).length;
  return new Type(buffer, view.byteOffset, length);
}

function errorLike(error: Error, part: (inner: unknown) => unknown): Error {
  const Type = globalThis[ERROR_NAMES.find((name) => name === error.name) ?? "Error"];
  const copy = new Type(error.message);
  copy.stack = error.stack ?? "";
  if (Object.hasOwn(error, "cause")) copy.cause = part(error.cause);
  return copy;
}

const refusal = (what: string): DOMException =>
  new DOMException(`${what} could not be cloned.`, "DataCloneError");
