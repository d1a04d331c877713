// Bytes as somebody writes them by hand: text as it is, `\x81` for a byte that is no text, and a new line for the CRLF that
// ends a line of HTTP.

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** `at` counts the text's UTF-16 units from 0. */
  | { readonly ok: false; readonly at: number; readonly text: string };

const NAMED: Readonly<Record<string, number>> = {
  r: 13,
  n: 10,
  t: 9,
  "0": 0,
  "\\": 92,
};
const CR = 13;
const LF = 10;

/** What is written, as bytes; text beyond ASCII as UTF-8. */
export function readBytes(written: string): ReadBytes {
  const bytes: number[] = [];
  for (let at = 0; at < written.length; ) {
    const rest = written.slice(at, at + 4);
    const named = rest[0] === "\\" ? NAMED[rest[1] ?? ""] : undefined;
    const hex = /^\\x([0-9a-f]{2})$/i.exec(rest)?.[1];
    if (named !== undefined) {
      bytes.push(named);
      at += 2;
    } else if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      at += 4;
    } else if (rest[0] === "\\") {
      const text = `“${rest.slice(0, 2)}” stands for no byte: write \\x and two hexadecimal digits, \\r, \\n, \\t, \\0, or \\\\ for a backslash.`;
      return { ok: false, at, text };
    } else if (rest[0] === "\n") {
      bytes.push(CR, LF);
      at += 1;
    } else {
      const character = String.fromCodePoint(written.codePointAt(at) ?? 0);
      bytes.push(...new TextEncoder().encode(character));
      at += character.length;
    }
  }
  return { ok: true, bytes: Uint8Array.from(bytes) };
}

/** The same bytes, to be read, and to be written again as they are. */
export function bytesWritten(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === CR && bytes[at + 1] === LF) {
      text += "\n";
      at++;
    } else if (byte === 92) text += "\\\\";
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return text;
}
