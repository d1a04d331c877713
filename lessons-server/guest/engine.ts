// engine.io as the socket.io package sees it. The real engine.io runs on the gateway; this is its end of the wall.
import EventEmitter from "events";
import type { Input, Operation } from "#protocol/runner.ts";
import { honour } from "./engine-options.ts";
import type { Server as HttpServer } from "./http.ts";
import { headersOf } from "./http-request.ts";
import { freshId, say, toBase64 } from "./wall.ts";

type PacketOperation = Extract<Operation, { op: "packet" }>;
type Opening = Extract<Input, { in: "open" }>;

const engines: Server[] = [];
const connections = new Map<number, Connection>();

/** The server's end of one Engine.IO session: what `socket.conn` is. */
export class Connection extends EventEmitter {
  readyState: "open" | "closing" | "closed" = "open";
  upgraded = false;
  readonly server: Server;
  readonly session: number;
  readonly id: string;
  readonly protocol: number;
  readonly transport: { name: string; writable: boolean };
  readonly request: object;
  readonly remoteAddress: string;

  constructor(server: Server, { session, sid, protocol, transport, request }: Opening) {
    super();
    this.server = server;
    this.session = session;
    this.id = sid;
    this.protocol = protocol;
    // Whether a volatile packet can leave is known, and decided, where the real transport is.
    this.transport = { name: transport, writable: true };
    this.remoteAddress = request.remoteAddress;
    const { remoteAddress } = request;
    const socket = { remoteAddress, encrypted: false };
    const { method, url, headers } = request;
    this.request = {
      method,
      url,
      headers: headersOf(headers),
      _query: queryOf(url),
      connection: socket,
      socket,
    };
  }

  /** Sends a whole Socket.IO packet: its text, then its attachments. */
  packet(
    text: string,
    attachments: readonly Uint8Array[],
    volatile: boolean,
    where: string | undefined,
  ): void {
    if (this.readyState !== "open") return;
    const packet: PacketOperation = { op: "packet", to: this.session, text };
    if (attachments.length > 0) packet.attachments = attachments.map(toBase64);
    if (volatile) packet.volatile = true;
    if (where) packet.where = where;
    say(packet);
  }

  write(data: string, _options?: unknown, sent?: () => void): this {
    this.packet(String(data), [], false, undefined);
    sent?.();
    return this;
  }

  send(data: string, options?: unknown, sent?: () => void): this {
    return this.write(data, options, sent);
  }

  close(discard = false): void {
    if (this.readyState !== "open") return;
    this.readyState = "closing";
    say({ op: "disconnect", session: this.session, discard });
  }
}

/** Decodes the query of a request target as Node's querystring does for the names that Socket.IO reads. */
function queryOf(url: string): Record<string, string> {
  const query: Record<string, string> = {};
  const start = url.indexOf("?");
  if (start < 0) return query;
  for (const pair of url.slice(start + 1).split("&")) {
    if (!pair) continue;
    const [name = "", ...value] = pair.split("=");
    query[unescapeText(name)] = unescapeText(value.join("="));
  }
  return query;
}

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

export class Server extends EventEmitter {
  readonly id = engines.push(this) - 1;
  readonly opts: Record<string, unknown>;
  readonly clients: Record<string, Connection> = {};
  clientsCount = 0;
  httpServer: HttpServer | undefined;

  constructor(options: Record<string, unknown> = {}) {
    super();
    this.opts = options;
  }

  attach(server: HttpServer, options: Record<string, unknown> = {}): this {
    const { engineOptions, notYet } = honour({ ...this.opts, ...options });
    for (const text of notYet) say({ op: "limit", what: "option", text });
    const given = options.path ?? this.opts.path;
    const path = typeof given === "string" ? given : "/engine.io";
    say({ op: "engine", engine: this.id, server: server.id, path, options: engineOptions });
    this.httpServer = server;
    server.on("close", () => this.close());
    return this;
  }

  use(): this {
    say({
      op: "limit",
      what: "engine.use",
      text: "io.engine.use is not yet in the sandbox: this middleware never runs",
    });
    return this;
  }

  close(): this {
    for (const connection of connections.values())
      if (connection.server === this) connection.close(true);
    say({ op: "engineClosed", engine: this.id });
    return this;
  }

  generateId = (): string => freshId();
  handleRequest = notHere("handleRequest");
  handleUpgrade = notHere("handleUpgrade");
}

const notHere = (name: string) => (): never => {
  throw new Error(`engine.${name} is not in the sandbox: listen on an http server instead`);
};

/** A session was opened on the gateway. */
export function openConnection(opening: Opening): void {
  const server = engines[opening.engine];
  if (!server) return;
  const connection = new Connection(server, opening);
  connections.set(opening.session, connection);
  server.clients[opening.sid] = connection;
  server.clientsCount++;
  server.emit("connection", connection);
}

export const connectionOf = (session: number): Connection | undefined => connections.get(session);

/** The session is over, whoever ended it. */
export function closeConnection(
  session: number,
  reason: string,
  description: string | undefined,
): void {
  const connection = connections.get(session);
  if (!connection) return;
  connections.delete(session);
  delete connection.server.clients[connection.id];
  connection.server.clientsCount--;
  connection.readyState = "closed";
  connection.emit("close", reason, description);
}

/** Whether open sessions keep the program from finishing. */
export const hasConnections = (): boolean => connections.size > 0;

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
