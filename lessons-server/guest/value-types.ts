// util.types: what a value really is.

const tagged =
  (tag: string) =>
  (value: unknown): boolean =>
    Object.prototype.toString.call(value) === `[object ${tag}]`;
const isKind =
  (kind: "Async" | "Generator") =>
  (value: unknown): boolean =>
    typeof value === "function" && String(Reflect.get(value, Symbol.toStringTag)).includes(kind);

/** The questions that are asked in practice. */
export const types = {
  isAnyArrayBuffer: tagged("ArrayBuffer"),
  isArrayBuffer: tagged("ArrayBuffer"),
  isArrayBufferView: ArrayBuffer.isView,
  isAsyncFunction: isKind("Async"),
  isBoxedPrimitive: (value: unknown) =>
    typeof value === "object" &&
    /^\[object (Number|String|Boolean|BigInt|Symbol)\]$/.test(
      Object.prototype.toString.call(value),
    ),
  isDate: tagged("Date"),
  isGeneratorFunction: isKind("Generator"),
  isMap: tagged("Map"),
  isNativeError: (value: unknown) => value instanceof Error,
  isPromise: tagged("Promise"),
  isRegExp: tagged("RegExp"),
  isSet: tagged("Set"),
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value: unknown) => value instanceof Uint8Array,
  isWeakMap: tagged("WeakMap"),
  isWeakSet: tagged("WeakSet"),
};
