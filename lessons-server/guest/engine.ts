// engine.io as the socket.io package sees it. The real engine.io runs on the gateway; this is its end of the wall.
import cors from "cors";
import EventEmitter from "events";
import type { Hook } from "#protocol/runner-engine.ts";
import { closeConnectionsOf, type Connection } from "./connection.ts";
import { honour } from "./engine-options.ts";
import type { EngineRequest } from "./engine-request.ts";
import type { Server as HttpServer } from "./http.ts";
import { sayHere } from "./position.ts";
import { freshId, say } from "./wall.ts";

export type Middleware = (
  request: EngineRequest,
  response: unknown,
  next: (error?: unknown) => void,
) => void;
export type AllowRequest = (
  request: EngineRequest,
  decide: (message: unknown, success: boolean) => void,
) => void;
type GenerateId = (request: EngineRequest) => unknown;

const engines: Server[] = [];
/** The events that cost the gateway a question, by the hook that asks for it. */
const HOOK_OF: ReadonlyMap<string, Hook> = new Map([
  ["headers", "headers"],
  ["initial_headers", "headers"],
  ["connection_error", "refused"],
]);

/** engine.io's own. */
const DEFAULTS = {
  pingTimeout: 20_000,
  pingInterval: 25_000,
  upgradeTimeout: 10_000,
  maxHttpBufferSize: 1e6,
  transports: ["polling", "websocket"],
  allowUpgrades: true,
  httpCompression: { threshold: 1024 },
  cors: false,
  allowEIO3: false,
};

export class Server extends EventEmitter {
  readonly id = engines.push(this) - 1;
  readonly opts: Record<string, unknown>;
  readonly clients: Record<string, Connection> = {};
  readonly middlewares: Middleware[] = [];
  clientsCount = 0;
  httpServer: HttpServer | undefined;
  readonly #given: Record<string, unknown>;
  #generateId: GenerateId = () => freshId();
  #hooks = new Set<Hook>();

  constructor(options: Record<string, unknown> = {}) {
    super();
    this.#given = options;
    this.opts = { ...DEFAULTS, ...options };
    this.on("newListener", (event: string) => this.#hook(HOOK_OF.get(event)));
    this.on("removeListener", (event: string) => {
      const hook = HOOK_OF.get(event);
      const listened = [...HOOK_OF].filter(([name]) => this.listenerCount(name) > 0);
      if (!listened.some(([, other]) => other === hook)) this.#hook(hook, false);
    });
    if (typeof options.allowRequest === "function") this.#hook("allowRequest");
  }

  attach(server: HttpServer, options: Record<string, unknown> = {}): this {
    const given = { ...this.#given, ...options };
    const { engineOptions, ownCors, noEffect } = honour(given);
    for (const text of noEffect) sayHere({ op: "limit", what: "option", text });
    if (ownCors) {
      this.middlewares.unshift(cors(ownCors) as Middleware);
      this.#hook("middleware");
    }
    sayHere({
      op: "engine",
      engine: this.id,
      server: server.id,
      path: pathOf(given),
      options: engineOptions,
      destroyUpgradeMs:
        given.destroyUpgrade === false ? null : Number(given.destroyUpgradeTimeout) || 1_000,
    });
    this.httpServer = server;
    server.on("close", () => this.close());
    return this;
  }

  use(middleware: Middleware): void {
    this.middlewares.push(middleware);
    this.#hook("middleware");
  }

  /** What a client may change to. */
  upgrades(transport: string): string[] {
    const isOffered = Boolean(this.opts.allowUpgrades) && transport === "polling";
    return isOffered ? ["websocket", "webtransport"] : [];
  }

  get generateId(): GenerateId {
    return this.#generateId;
  }

  set generateId(generate: GenerateId) {
    this.#generateId = generate;
    this.#hook("generateId");
  }

  close(): this {
    closeConnectionsOf(this);
    say({ op: "engineClosed", engine: this.id });
    return this;
  }

  handleRequest = notHere("handleRequest", "listen on an http server");
  handleUpgrade = notHere("handleUpgrade", "listen on an http server");
  onWebTransportSession = notHere("onWebTransportSession", "use polling and WebSocket");

  #hook(hook: Hook | undefined, isWanted = true): void {
    if (hook === undefined || this.#hooks.has(hook) === isWanted) return;
    if (isWanted) this.#hooks.add(hook);
    else this.#hooks.delete(hook);
    say({ op: "hooks", engine: this.id, hooks: [...this.#hooks] });
  }
}

export const engineOf = (id: number): Server | undefined => engines[id];

/** As engine.io's `_computePath`. */
function pathOf({ path = "/engine.io", addTrailingSlash }: Record<string, unknown>): string {
  return String(path).replace(/\/$/, "") + (addTrailingSlash === false ? "" : "/");
}

function notHere(name: string, instead: string) {
  return (): never => {
    throw new Error(`engine.${name} is not in the sandbox: ${instead} instead`);
  };
}

export const attach = (server: HttpServer, options: Record<string, unknown>): Server =>
  new Server(options).attach(server, options);

export class uServer {
  constructor() {
    throw new Error(
      "uWebSockets.js is not in the sandbox: attach Socket.IO to an http server instead",
    );
  }
}

export const protocol = 4;
