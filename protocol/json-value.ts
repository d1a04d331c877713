// What crosses our walls as a value of the learner's: JSON, with binary data as { $bytes: base64 }.
// Deeds, ack values and connection data use it, so that a scene, a report and a trace stay plain text.

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

const maxDepth = 20;

/**
 * The value as JSON would carry it, with ArrayBuffers and their views as `{ $bytes }`. Never throws: what has no
 * JSON form becomes null or a word in brackets, and what is nested deeper than 20 levels "[deeper]".
 */
export function toJson(value: unknown): JsonValue {
  return convert(value, []);
}

/** The value a program gets: every `{ $bytes: base64 }` becomes a Uint8Array, all else stays as it is. */
export function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.[0] === "$bytes" && typeof only[1] === "string") return fromBase64(only[1]);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromJson(item)]));
}

function convert(value: unknown, within: readonly unknown[]): JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return String(value);
    case "object":
      return value === null ? null : convertObject(value, within);
    default:
      return null;
  }
}

function convertObject(value: object, within: readonly unknown[]): JsonValue {
  if (value instanceof ArrayBuffer) return { $bytes: toBase64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    return { $bytes: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  if (within.includes(value)) return "[circular]";
  if (within.length >= maxDepth) return "[deeper]";
  const inside = [...within, value];
  try {
    if (hasJsonForm(value)) return convert(value.toJSON(), inside);
    if (Array.isArray(value)) return value.map((item) => convert(item, inside));
    const kept = Object.entries(value).filter(
      ([, item]) => item !== undefined && typeof item !== "function",
    );
    return Object.fromEntries(kept.map(([key, item]) => [key, convert(item, inside)]));
  } catch {
    // A getter or toJSON of the learner's threw: the value cannot be shown, and that is all there is to say.
    return "[unreadable]";
  }
}

function hasJsonForm(value: object): value is { toJSON(): unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
