// What a logged value looks like as a line of text, in any environment. Bytes are shown in hex.
import { toJson } from "#protocol/json-value.ts";
import { maxTextLength } from "#protocol/client.ts";

/** The arguments of one `log(…)` as one text of at most `maxTextLength` characters. */
export function logText(args: readonly unknown[]): string {
  return cut(args.map(textOf).join(" "));
}

/** The text, cut to `length` characters with a mark that says so. */
export function cut(text: string, length: number = maxTextLength): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "function":
      return `[function ${value.name || "without a name"}]`;
    case "object":
      return value === null ? "null" : objectText(value);
    default:
      return String(value);
  }
}

function objectText(value: object): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof ArrayBuffer) return bytesText(new Uint8Array(value));
  if (ArrayBuffer.isView(value))
    return bytesText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  return JSON.stringify(toJson(value));
}

function bytesText(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 32), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join(" ");
  return `<${bytes.length} bytes${shown && `: ${shown}`}${bytes.length > 32 ? " …" : ""}>`;
}
