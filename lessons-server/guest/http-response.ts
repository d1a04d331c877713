// An answer as a handler writes it: Node's ServerResponse. It is sent whole when it ends, unless it was begun before.
import { Buffer } from "buffer";
import EventEmitter from "events";
import type { IncomingMessage } from "./http-request.ts";
import { invalidArgument } from "./invalid-argument.ts";
import { assertHeader, validReason, validStatus } from "./http-rules.ts";
import { process } from "./process.ts";
import { sayHere } from "./position.ts";
import { toBase64 } from "./wall.ts";

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
  #isClosed = false;
  /** Its head has left, and what is written follows at once. */
  #hasBegun = false;

  constructor(id: number, request: IncomingMessage) {
    super();
    this.#id = id;
    this.req = request;
    answering.set(id, this);
    request.socket.once("close", () => this.#lost());
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

  /** The connection is gone, cut by whom ever. What is written from now on goes nowhere. */
  #lost(): void {
    if (this.#isClosed) return;
    if (answering.delete(this.#id)) sayHere({ op: "cutAnswer", id: this.#id });
    this.req.abort();
    this.#close();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit("close");
  }

  get destroyed(): boolean {
    return this.#isClosed;
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  flushHeaders(): void {
    this.#begin();
  }

  #begin(): void {
    if (this.#hasBegun || this.writableEnded || this.#isClosed) return;
    this.#hasBegun = this.headersSent = true;
    sayHere({ op: "beginAnswer", id: this.#id, ...this.#head() });
  }

  write(chunk: unknown, encoding?: BufferEncoding | (() => void), written?: () => void): boolean {
    const body = bytesOf(chunk, encoding);
    const done = typeof encoding === "function" ? encoding : written;
    if (this.writableEnded) {
      const error = Object.assign(new Error("write after end"), {
        code: "ERR_STREAM_WRITE_AFTER_END",
      });
      process.nextTick(() => this.emit("error", error));
      return false;
    }
    if (done) process.nextTick(done);
    if (this.#isClosed) return false;
    this.#begin();
    if (body.length > 0) sayHere({ op: "writeAnswer", id: this.#id, body: toBase64(body) });
    return true;
  }

  end(
    chunk?: string | Uint8Array | (() => void),
    encoding?: BufferEncoding | (() => void),
    done?: () => void,
  ): this {
    if (this.writableEnded) return this;
    const callback = [chunk, encoding, done].find((value) => typeof value === "function");
    const isWithout = chunk === undefined || chunk === null || typeof chunk === "function";
    const body = isWithout ? "" : toBase64(bytesOf(chunk, encoding));
    this.#send({ body }, callback);
    return this;
  }

  #send(content: { body: string; file?: string }, callback?: () => void): void {
    const head = this.#head();
    const chunked = this.headersSent;
    this.headersSent = this.writableEnded = this.finished = true;
    answering.delete(this.#id);
    if (this.#isClosed) return;
    if (this.#hasBegun) sayHere({ op: "endAnswer", id: this.#id, body: content.body });
    else
      sayHere({
        op: "respond",
        id: this.#id,
        ...head,
        ...content,
        ...(chunked ? { chunked } : {}),
      });
    process.nextTick(() => {
      this.emit("finish");
      callback?.();
      this.req.resume();
      process.nextTick(() => this.#close());
    });
  }

  #head(): { status: number; reason?: string; headers: [name: string, value: string][] } {
    const reason = validReason(this.statusMessage);
    const status = validStatus(this.statusCode);
    return { status, ...(reason ? { reason } : {}), headers: this.#lines() };
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

/** What is given to write and end, as bytes. @throws TypeError for what is neither text nor bytes */
function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === "string")
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  if (chunk === null)
    throw Object.assign(new TypeError("May not write null values to stream"), {
      code: "ERR_STREAM_NULL_VALUES",
    });
  throw invalidArgument("chunk", "of type string or an instance of Buffer or Uint8Array", chunk);
}

function headersSentError(verb: string): Error {
  const error = new Error(`Cannot ${verb} headers after they are sent to the client`);
  return Object.assign(error, { code: "ERR_HTTP_HEADERS_SENT" });
}
