// An answer as a handler writes it: Node's ServerResponse, sent whole when it ends.
import { Buffer } from "buffer";
import EventEmitter from "events";
import type { IncomingMessage } from "./http-request.ts";
import { assertHeader, validReason, validStatus } from "./http-rules.ts";
import { process } from "./process.ts";
import { say, toBase64 } from "./wall.ts";

/** Answers that have not ended, by the gateway's number of their request. */
export const answering = new Map<number, ServerResponse>();

export class ServerResponse extends EventEmitter {
  statusCode = 200;
  statusMessage = "";
  headersSent = false;
  writableEnded = false;
  finished = false;
  readonly writable = true;
  sendDate = true;
  readonly req: IncomingMessage;
  readonly #id: number;
  readonly #headers = new Map<string, [name: string, value: string | string[]]>();
  readonly #chunks: Buffer[] = [];

  constructor(id: number, request: IncomingMessage) {
    super();
    this.#id = id;
    this.req = request;
    answering.set(id, this);
  }

  get socket(): IncomingMessage["socket"] {
    return this.req.socket;
  }

  get connection(): IncomingMessage["socket"] {
    return this.req.socket;
  }

  get writableFinished(): boolean {
    return this.finished;
  }

  setHeader(name: string, value: number | string | string[]): this {
    if (this.headersSent) throw headersSentError("set");
    const values = Array.isArray(value) ? value : [value];
    assertHeader(name, values, this.#lines().length + values.length);
    this.#headers.set(name.toLowerCase(), [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]);
    return this;
  }

  getHeader = (name: string): string | string[] | undefined =>
    this.#headers.get(name.toLowerCase())?.[1];
  hasHeader = (name: string): boolean => this.#headers.has(name.toLowerCase());
  getHeaderNames = (): string[] => [...this.#headers.keys()];
  getHeaders = (): Record<string, string | string[]> =>
    Object.fromEntries([...this.#headers].map(([key, [, value]]) => [key, value]));

  appendHeader(name: string, value: string | string[]): this {
    const before = this.getHeader(name);
    return this.setHeader(name, before === undefined ? value : [before, value].flat());
  }

  setHeaders(headers: Iterable<readonly [string, string]>): this {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }

  removeHeader(name: string): void {
    if (this.headersSent) throw headersSentError("remove");
    this.#headers.delete(name.toLowerCase());
  }

  writeHead(status: number, reason?: string | object, headers?: object): this {
    if (this.headersSent) throw headersSentError("write");
    this.statusCode = validStatus(status);
    if (typeof reason === "string") this.statusMessage = validReason(reason);
    const given = typeof reason === "object" ? reason : headers;
    for (const [name, value] of Object.entries(given ?? {})) this.setHeader(name, value as string);
    this.headersSent = true;
    return this;
  }

  cork = (): void => {};
  uncork = (): void => {};
  setTimeout = (): this => this;
  destroy(): this {
    this.req.socket.destroy();
    return this;
  }

  flushHeaders(): void {
    this.headersSent = true;
  }

  write(chunk: string | Uint8Array, encoding?: BufferEncoding): boolean {
    if (this.writableEnded)
      throw Object.assign(new Error("write after end"), { code: "ERR_STREAM_WRITE_AFTER_END" });
    this.headersSent = true;
    this.#chunks.push(
      typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk),
    );
    return true;
  }

  end(
    chunk?: string | Uint8Array | (() => void),
    encoding?: BufferEncoding | (() => void),
    done?: () => void,
  ): this {
    if (this.writableEnded) return this;
    const callback = [chunk, encoding, done].find((value) => typeof value === "function");
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") {
      this.#chunks.push(
        typeof chunk === "string"
          ? Buffer.from(chunk, encoding as BufferEncoding)
          : Buffer.from(chunk),
      );
    }
    this.#send({ body: toBase64(Buffer.concat(this.#chunks)) }, callback);
    return this;
  }

  #send(content: { body: string; file?: string }, callback?: () => void): void {
    const status = validStatus(this.statusCode);
    const reason = validReason(this.statusMessage);
    const chunked = this.headersSent;
    this.headersSent = this.writableEnded = this.finished = true;
    answering.delete(this.#id);
    say({
      op: "respond",
      id: this.#id,
      status,
      ...(reason ? { reason } : {}),
      headers: this.#lines(),
      ...content,
      ...(chunked ? { chunked } : {}),
    });
    process.nextTick(() => {
      this.emit("finish");
      this.emit("close");
      callback?.();
    });
  }

  /** Somebody else will answer, with these headers: engine.io, behind the program's middlewares. */
  handOver(): [name: string, value: string][] {
    answering.delete(this.#id);
    return this.#lines();
  }

  /** Ends with a file of the client library, which lies on the gateway. */
  endWithFile(file: string): void {
    this.#send({ body: "", file });
  }

  #lines(): [name: string, value: string][] {
    return [...this.#headers.values()].flatMap(([name, value]): [string, string][] =>
      Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]],
    );
  }
}

function headersSentError(verb: string): Error {
  const error = new Error(`Cannot ${verb} headers after they are sent to the client`);
  return Object.assign(error, { code: "ERR_HTTP_HEADERS_SENT" });
}
