// node:string_decoder: text from bytes that come in pieces.
import { Buffer } from "buffer";
import { TextDecoder } from "./text-coding.ts";

const STREAMED = new Set(["utf8", "utf-8", "utf16le", "utf-16le", "ucs2"]);

export class StringDecoder {
  readonly encoding: BufferEncoding;
  readonly #decoder: TextDecoder | undefined;

  constructor(encoding: BufferEncoding = "utf8") {
    this.encoding = encoding;
    const label = encoding.startsWith("utf8") || encoding === "utf-8" ? "utf-8" : "utf-16le";
    this.#decoder = STREAMED.has(encoding)
      ? new TextDecoder(label, { ignoreBOM: true })
      : undefined;
  }

  write(bytes: Uint8Array): string {
    return (
      this.#decoder?.decode(bytes, { stream: true }) ?? Buffer.from(bytes).toString(this.encoding)
    );
  }

  end(bytes: Uint8Array = new Uint8Array()): string {
    return this.#decoder?.decode(bytes) ?? Buffer.from(bytes).toString(this.encoding);
  }
}
