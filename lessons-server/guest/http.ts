// node:http for a server without a network: ports are claimed inside the sandbox, and the gateway brings the requests.
import { Buffer } from "buffer";
import EventEmitter from "events";
import type { GuestRequest } from "#protocol/runner.ts";
import { process } from "./process.ts";
import { say } from "./wall.ts";

const DEFAULT_PORT_RANGE = { from: 20_000, size: 20_000 };
const claimed = new Map<number, Server>();
const servers: Server[] = [];
const answering = new Map<number, ServerResponse>();

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Header pairs as Node's `req.headers`: lower case, repeated ones joined. */
export function headersOf(pairs: GuestRequest["headers"]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    headers[key] =
      key in headers ? `${headers[key]}${key === "cookie" ? "; " : ", "}${value}` : value;
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

export class ServerResponse extends EventEmitter {
  statusCode = 200;
  statusMessage = "";
  headersSent = false;
  writableEnded = false;
  finished = false;
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

  setHeader(name: string, value: number | string | string[]): this {
    if (this.headersSent) throw headersSentError("set");
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

  removeHeader(name: string): void {
    if (this.headersSent) throw headersSentError("remove");
    this.#headers.delete(name.toLowerCase());
  }

  writeHead(status: number, reason?: string | object, headers?: object): this {
    if (this.headersSent) throw headersSentError("write");
    this.statusCode = status;
    if (typeof reason === "string") this.statusMessage = reason;
    const given = typeof reason === "object" ? reason : headers;
    for (const [name, value] of Object.entries(given ?? {})) this.setHeader(name, value as string);
    this.headersSent = true;
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
    const callback = [chunk, encoding, done].find((value) => typeof value === "function") as
      | (() => void)
      | undefined;
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") {
      this.#chunks.push(
        typeof chunk === "string"
          ? Buffer.from(chunk, encoding as BufferEncoding)
          : Buffer.from(chunk),
      );
    }
    this.headersSent = this.writableEnded = this.finished = true;
    answering.delete(this.#id);
    say({
      op: "respond",
      id: this.#id,
      status: this.statusCode,
      ...(this.statusMessage ? { reason: this.statusMessage } : {}),
      headers: [...this.#headers.values()].flatMap(([name, value]): [string, string][] =>
        Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]],
      ),
      body: Buffer.concat(this.#chunks).toString("base64"),
    });
    process.nextTick(() => {
      this.emit("finish");
      this.emit("close");
      callback?.();
    });
    return this;
  }
}

function headersSentError(verb: string): Error {
  const error = new Error(`Cannot ${verb} headers after they are sent to the client`);
  return Object.assign(error, { code: "ERR_HTTP_HEADERS_SENT" });
}

export class Server extends EventEmitter {
  readonly id = servers.push(this) - 1;
  listening = false;
  #port = 0;

  constructor(options?: object | Handler, handler?: Handler) {
    super();
    const given = typeof options === "function" ? (options as Handler) : handler;
    if (given) this.on("request", given);
  }

  listen(...args: unknown[]): this {
    const callback = args.find((value) => typeof value === "function") as (() => void) | undefined;
    const first = args[0];
    const wanted =
      typeof first === "object" && first !== null ? (first as { port?: unknown }).port : first;
    const port =
      typeof wanted === "function" || wanted === undefined || wanted === null ? 0 : Number(wanted);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      const error = new RangeError(
        `options.port should be >= 0 and < 65536. Received ${String(wanted)}.`,
      );
      throw Object.assign(error, { code: "ERR_SOCKET_BAD_PORT" });
    }
    if (this.listening) {
      const error = new Error("Listen method has been called more than once without closing.");
      throw Object.assign(error, { code: "ERR_SERVER_ALREADY_LISTEN" });
    }
    if (callback) this.once("listening", callback);
    if (claimed.has(port)) {
      const error = new Error(`listen EADDRINUSE: address already in use :::${port}`);
      process.nextTick(() =>
        this.emit(
          "error",
          Object.assign(error, { code: "EADDRINUSE", errno: -98, syscall: "listen", port }),
        ),
      );
      return this;
    }
    this.#port = port || freePort();
    claimed.set(this.#port, this);
    this.listening = true;
    say({ op: "listen", server: this.id, port: this.#port });
    process.nextTick(() => this.emit("listening"));
    return this;
  }

  address(): { port: number; address: string; family: string } | null {
    return this.listening ? { port: this.#port, address: "::", family: "IPv6" } : null;
  }

  close(callback?: (error?: Error) => void): this {
    if (!this.listening) {
      const error = Object.assign(new Error("Server is not running."), {
        code: "ERR_SERVER_NOT_RUNNING",
      });
      process.nextTick(() => callback?.(error));
      return this;
    }
    this.listening = false;
    claimed.delete(this.#port);
    say({ op: "unlisten", server: this.id, port: this.#port });
    process.nextTick(() => {
      this.emit("close");
      callback?.();
    });
    return this;
  }

  closeAllConnections(): void {}
  closeIdleConnections(): void {}
  setTimeout = (): this => this;
  ref = (): this => this;
  unref = (): this => this;
}

function freePort(): number {
  for (;;) {
    const port = DEFAULT_PORT_RANGE.from + Math.floor(Math.random() * DEFAULT_PORT_RANGE.size);
    if (!claimed.has(port)) return port;
  }
}

/** A request that no engine takes reaches the program's own handlers. */
export function handleRequest(
  server: number,
  id: number,
  request: GuestRequest,
  body: string,
): void {
  const message = new IncomingMessage(request, Buffer.from(body, "base64"));
  const response = new ServerResponse(id, message);
  servers[server]?.emit("request", message, response);
}

/** The other side went away before the answer. */
export function abortRequest(id: number): void {
  const response = answering.get(id);
  answering.delete(id);
  response?.emit("close");
  response?.req.emit("aborted");
}

/** Whether listening keeps the program from finishing. */
export const isListening = (): boolean => claimed.size > 0 || answering.size > 0;

const noOutgoing = (): never => {
  throw new Error(
    "outgoing HTTP is not in the sandbox: a lesson's server is asked, it does not ask",
  );
};

const STATUS_CODES: Record<number, string> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  304: "Not Modified",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

export const http = {
  createServer: (options?: object | Handler, handler?: Handler) => new Server(options, handler),
  // As in Node, `http.Server(app)` works without `new`.
  Server: new Proxy(Server, {
    apply: (target, _this, args: [object?, Handler?]) => new target(...args),
  }),
  IncomingMessage,
  ServerResponse,
  STATUS_CODES,
  METHODS: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
  request: noOutgoing,
  get: noOutgoing,
};
