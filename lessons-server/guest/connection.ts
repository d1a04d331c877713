// The server's end of one Engine.IO session: what `socket.conn` is. The real one is on the gateway.
import EventEmitter from "events";
import type { Input, Operation, TransportEvent } from "#protocol/runner.ts";
import type { Server } from "./engine.ts";
import { type EngineRequest, requestOf } from "./engine-request.ts";
import { sayHere } from "./position.ts";
import { say, toBase64 } from "./wall.ts";

type PacketOperation = Extract<Operation, { op: "packet" }>;
type Opening = Extract<Input, { in: "open" }>;
type Message = string | ArrayBuffer | ArrayBufferView;

/** What was encoded, as it leaves; `plain` as Socket.IO's own parser would have written it, if another did. */
export type Encoded = {
  readonly messages: readonly Message[];
  readonly plain?: string | undefined;
};
export type WriteOptions = { readonly volatile?: boolean; readonly compress?: boolean };

/** Events that only the gateway knows of; it tells of them once somebody listens. */
const OF_THE_TRANSPORT = new Set(["packet", "packetCreate", "heartbeat", "drain", "upgrading"]);
const connections = new Map<number, Connection>();

export class Connection extends EventEmitter {
  readyState: "open" | "closing" | "closed" = "open";
  upgrading = false;
  upgraded = false;
  readonly server: Server;
  readonly session: number;
  readonly id: string;
  readonly protocol: number;
  readonly transport: { name: string; writable: boolean };
  readonly request: EngineRequest;
  readonly remoteAddress: string;
  #isWatched = false;

  constructor(server: Server, opening: Opening) {
    super();
    this.server = server;
    this.session = opening.session;
    this.id = opening.sid;
    this.protocol = opening.protocol;
    // Whether a volatile packet can leave is known, and decided, where the real transport is.
    this.transport = { name: opening.transport, writable: true };
    this.request = requestOf(opening);
    this.remoteAddress = opening.request.remoteAddress;
    this.on("newListener", (event: string) => {
      if (this.#isWatched || !OF_THE_TRANSPORT.has(event)) return;
      this.#isWatched = true;
      say({ op: "watch", session: this.session });
    });
  }

  /** Sends a whole Socket.IO packet, from a line of the program's. */
  packet(encoded: Encoded, options: WriteOptions, where: string | undefined): void {
    if (this.readyState !== "open") return;
    this.packetsCreated(encoded.messages, options);
    for (const message of leaving(encoded, options, where)) {
      (message as PacketOperation).op = "packet";
      (message as PacketOperation).to = this.session;
      say(message as PacketOperation);
    }
  }

  /** Tells who listens which packets are made. It is asked for every recipient of a broadcast. */
  packetsCreated(messages: readonly Message[], options: WriteOptions): void {
    if (!this.#isWatched) return;
    const { compress = true } = options;
    for (const data of messages) {
      this.emit("packetCreate", { type: "message", options: { compress }, data });
    }
  }

  /** A message has come. */
  receive(data: Message | undefined): void {
    if (this.#isWatched) this.emit("packet", { type: "message", data });
    this.emit("data", data);
    this.emit("message", data);
  }

  write(data: Message, options?: WriteOptions | (() => void), sent?: () => void): this {
    const [how, done] = typeof options === "function" ? [{}, options] : [options, sent];
    this.packet({ messages: [data] }, how ?? {}, undefined);
    done?.();
    return this;
  }

  send(data: Message, options?: WriteOptions | (() => void), sent?: () => void): this {
    return this.write(data, options, sent);
  }

  close(discard = false): void {
    if (this.readyState !== "open") return;
    this.readyState = "closing";
    sayHere({ op: "disconnect", session: this.session, discard });
  }
}

type Leaving = Omit<PacketOperation, "op" | "to">;

/** The same as operations say it: a text with binary messages behind it. Only an unusual parser makes more than one. */
export function leaving(
  { messages, plain }: Encoded,
  options: WriteOptions,
  where: string | undefined,
): Leaving[] {
  const left: Leaving[] = [];
  for (const message of messages) {
    const last = left.at(-1);
    if (last && typeof message !== "string") {
      (last.attachments ??= []).push(toBase64(message));
      continue;
    }
    const one: Leaving =
      typeof message === "string" ? { text: message } : { attachments: [toBase64(message)] };
    if (plain !== undefined) one.plain = plain;
    if (options.volatile) one.volatile = true;
    if (options.compress === false) one.compress = false;
    if (where) one.where = where;
    left.push(one);
  }
  return left;
}

/** A session was opened on the gateway. */
export function openConnection(server: Server, opening: Opening): void {
  const connection = new Connection(server, opening);
  connections.set(opening.session, connection);
  server.clients[opening.sid] = connection;
  server.clientsCount++;
  server.emit("connection", connection);
}

export const connectionOf = (session: number): Connection | undefined => connections.get(session);

/** The session has a new transport. */
export function upgradeConnection(session: number, transport: string): void {
  const connection = connections.get(session);
  if (!connection) return;
  connection.transport.name = transport;
  connection.upgrading = false;
  connection.upgraded = true;
  connection.emit("upgrade", connection.transport);
}

/** Something of its transport that is no message. */
export function transportEvent(session: number, { name, type, data }: TransportEvent): void {
  const packet = { type, ...(data === undefined ? {} : { data }) };
  const connection = connections.get(session);
  if (name === "upgrading" && connection) connection.upgrading = true;
  if (name === "packet" || name === "packetCreate") connection?.emit(name, packet);
  else connection?.emit(name, ...(name === "upgrading" ? [{ name: data }] : []));
}

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

export function closeConnectionsOf(server: Server): void {
  for (const connection of connections.values())
    if (connection.server === server) connection.close(true);
}

/** Whether open sessions keep the program from finishing. */
export const hasConnections = (): boolean => connections.size > 0;
