// A request as a handler sees it: Node's IncomingMessage, with the body already here.
import type { Buffer } from "buffer";
import EventEmitter from "events";
import type { GuestRequest } from "#protocol/runner.ts";
import { process } from "./process.ts";

/** Header pairs as Node's `req.headers`: lower case, repeated ones joined. */
export function headersOf(pairs: GuestRequest["headers"]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = Object.hasOwn(headers, key) ? headers[key] : undefined;
    headers[key] =
      before === undefined ? value : `${before}${key === "cookie" ? "; " : ", "}${value}`;
  }
  return headers;
}

export class IncomingMessage extends EventEmitter {
  readonly method: string;
  url: string;
  readonly httpVersion: string;
  readonly headers: Record<string, string>;
  readonly rawHeaders: string[];
  readonly socket: { remoteAddress: string; encrypted: boolean };
  readonly connection: { remoteAddress: string; encrypted: boolean };
  complete = false;
  #encoding: BufferEncoding | undefined;
  #flowing = false;
  readonly #body: Buffer;

  constructor(request: GuestRequest, body: Buffer) {
    super();
    this.method = request.method;
    this.url = request.url;
    this.httpVersion = request.version;
    this.headers = headersOf(request.headers);
    this.rawHeaders = request.headers.flat();
    this.socket = { remoteAddress: request.remoteAddress, encrypted: false };
    this.connection = this.socket;
    this.#body = body;
    // As in Node, the body flows once somebody listens for it.
    this.on("newListener", (event) => {
      if (event === "data" || event === "end") this.resume();
    });
  }

  setEncoding(encoding: BufferEncoding): this {
    this.#encoding = encoding;
    return this;
  }

  resume(): this {
    if (this.#flowing) return this;
    this.#flowing = true;
    process.nextTick(() => {
      if (this.#body.length > 0) {
        this.emit("data", this.#encoding ? this.#body.toString(this.#encoding) : this.#body);
      }
      this.complete = true;
      this.emit("end");
    });
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer | string> {
    this.#flowing = true;
    if (this.#body.length > 0)
      yield this.#encoding ? this.#body.toString(this.#encoding) : this.#body;
    this.complete = true;
  }
}
