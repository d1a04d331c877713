// TextEncoder and TextDecoder: UTF-8 as browsers and Node have it, and the two others that Buffer knows.
import { Buffer } from "buffer";

const LABELS: Record<string, BufferEncoding> = {
  "utf-8": "utf8",
  utf8: "utf8",
  "utf-16le": "utf16le",
  latin1: "latin1",
  "iso-8859-1": "latin1",
  ascii: "latin1",
};
const REPLACEMENT = "\ufffd";

export class TextEncoder {
  readonly encoding = "utf-8";

  encode(text = ""): Uint8Array {
    return new Uint8Array(Buffer.from(String(text), "utf8"));
  }

  encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text).subarray(0, into.length);
    into.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

export class TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  readonly #by: BufferEncoding;
  /** Bytes of a character whose end has not come yet. */
  #rest = Buffer.alloc(0);

  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    const by = LABELS[String(label).trim().toLowerCase()];
    if (!by) {
      const error = new RangeError(`The "${label}" encoding is not supported`);
      throw Object.assign(error, { code: "ERR_ENCODING_NOT_SUPPORTED" });
    }
    this.#by = by;
    this.encoding = by === "utf8" ? "utf-8" : by === "utf16le" ? "utf-16le" : "windows-1252";
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  decode(input: ArrayBuffer | ArrayBufferView = new Uint8Array(), { stream = false } = {}): string {
    const view = ArrayBuffer.isView(input) ? input : new Uint8Array(input);
    const bytes = Buffer.concat([
      this.#rest,
      Buffer.from(view.buffer, view.byteOffset, view.byteLength),
    ]);
    const whole = stream ? wholeCharacters(bytes, this.#by) : bytes.length;
    this.#rest = Buffer.from(bytes.subarray(whole));
    const text = bytes.toString(this.#by, 0, whole);
    if (this.fatal && text.includes(REPLACEMENT) && !bytes.includes(REPLACEMENT)) {
      const error = new TypeError("The encoded data was not valid for encoding utf-8");
      throw Object.assign(error, { code: "ERR_ENCODING_INVALID_ENCODED_DATA" });
    }
    return !this.ignoreBOM && text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

/** How many bytes of a text end with a whole character. */
function wholeCharacters(bytes: Buffer, by: BufferEncoding): number {
  if (by === "utf16le") return bytes.length - (bytes.length % 2);
  if (by !== "utf8") return bytes.length;
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needs = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return back < needs ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
