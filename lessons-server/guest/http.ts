// node:http for a server without a network: ports are claimed inside the sandbox, and the gateway brings the requests.
import EventEmitter from "events";
import type { GuestRequest } from "#protocol/runner.ts";
import { IncomingMessage } from "./http-request.ts";
import { answering, ServerResponse } from "./http-response.ts";
import { sayHere } from "./position.ts";
import { process } from "./process.ts";
import { fromBase64 } from "./wall.ts";

const DEFAULT_PORT_RANGE = { from: 20_000, size: 20_000 };
const claimed = new Map<number, Server>();
const servers: Server[] = [];

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

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
    sayHere({ op: "listen", server: this.id, port: this.#port });
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
    sayHere({ op: "unlisten", server: this.id, port: this.#port });
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
  const message = new IncomingMessage(request, fromBase64(body));
  const response = new ServerResponse(id, message);
  servers[server]?.emit("request", message, response);
}

/** The other side went away before the answer. */
export function abortRequest(id: number): void {
  const response = answering.get(id);
  answering.delete(id);
  response?.req.socket.destroy();
}

/** Whether listening keeps the program from finishing. */
export const isListening = (): boolean => claimed.size > 0 || answering.size > 0;

const noOutgoing = (): never => {
  throw new Error(
    "outgoing HTTP is not in the sandbox: a lesson's server is asked, it does not ask",
  );
};

/** Node's own, put in by the bundler. */
declare const NODE_STATUS_CODES: Record<number, string>;
declare const NODE_METHODS: string[];

export const http = {
  createServer: (options?: object | Handler, handler?: Handler) => new Server(options, handler),
  // As in Node, `http.Server(app)` works without `new`.
  Server: new Proxy(Server, {
    apply: (target, _this, args: [object?, Handler?]) => new target(...args),
  }),
  IncomingMessage,
  ServerResponse,
  STATUS_CODES: NODE_STATUS_CODES,
  METHODS: NODE_METHODS,
  maxHeaderSize: 16_384,
  globalAgent: {},
  request: noOutgoing,
  get: noOutgoing,
};
