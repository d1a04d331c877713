// A request as a handler sees it: Node's IncomingMessage, with the body already here.
import type { Buffer } from "buffer";
import EventEmitter from "events";
import type { GuestRequest } from "#protocol/runner.ts";
import { RequestSocket } from "./http-socket.ts";
import { process } from "./process.ts";
import { pipeTo } from "./stream.ts";

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
  readonly socket: RequestSocket;
  readonly connection: RequestSocket;
  readable = true;
  complete = false;
  aborted = false;
  destroyed = false;
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
    this.socket = new RequestSocket(request.remoteAddress);
    this.connection = this.socket;
    this.#body = body;
  }

  /** As in Node, the body flows once somebody listens for it. */
  override on(event: string, listener: (...args: unknown[]) => void): this {
    super.on(event, listener);
    if (event === "data") this.resume();
    return this;
  }

  override addListener(event: string, listener: (...args: unknown[]) => void): this {
    return this.on(event, listener);
  }

  setEncoding(encoding: BufferEncoding): this {
    this.#encoding = encoding;
    return this;
  }

  resume(): this {
    if (this.#flowing) return this;
    this.#flowing = true;
    process.nextTick(() => {
      if (this.#body.length > 0) this.emit("data", this.#chunk());
      this.#finish();
      this.emit("end");
      process.nextTick(() => this.#close());
    });
    return this;
  }

  /** Its connection is gone. */
  abort(): void {
    if (this.destroyed) return;
    if (this.readable) {
      this.aborted = true;
      this.emit("aborted");
    }
    process.nextTick(() => this.#close());
  }

  #close(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit("close");
  }

  /** The whole body is here: it flows at once or not at all. */
  pause = (): this => this;
  unpipe = (): this => this;
  pipe = <T extends Parameters<typeof pipeTo>[1]>(to: T): T => pipeTo(this, to);
  setTimeout = (): this => this;

  destroy(error?: Error): this {
    this.socket.destroy();
    if (error) this.emit("error", error);
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer | string> {
    this.#flowing = true;
    if (this.#body.length > 0) yield this.#chunk();
    this.#finish();
    process.nextTick(() => this.#close());
  }

  #chunk(): Buffer | string {
    return this.#encoding ? this.#body.toString(this.#encoding) : this.#body;
  }

  #finish(): void {
    this.readable = false;
    this.complete = true;
  }
}
