// The named seams in the socket.io package: where its packets leave in bulk, and where its facts are told.
// Each wraps one method and keeps its public behaviour; seams.test.ts holds them to that.
import { Namespace, Server, Socket } from "socket.io";
import { Adapter } from "socket.io-adapter";
import { Client } from "socket.io/dist/client.js";
import * as parser from "socket.io-parser";
import { PROGRAM_LIMITS } from "#protocol/program-limits.ts";
import { type Connection, type Encoded, leaving } from "./connection.ts";
import type { Server as HttpServer } from "./http.ts";
import type { ServerResponse } from "./http-response.ts";
import { sayHere, where } from "./position.ts";
import { say } from "./wall.ts";

type Packet = {
  readonly type: number;
  nsp?: string;
  readonly data?: unknown;
  readonly id?: number;
};
/** What an encoder gives: one message or several. */
type Messages = Encoded["messages"][number] | Encoded["messages"];
type Parser = { readonly Encoder: unknown };
type SocketLike = {
  client: { conn: Connection };
  nsp: { name: string };
  id: string;
  recovered?: boolean;
};
/** The members of an adapter that its own `broadcast` uses. */
type Broadcaster = {
  nsp: { name: string; _ids: number; server: { _parser: Parser } };
  encoder: { encode(packet: object): Messages };
  apply(options: BroadcastOptions, each: (socket: Recipient) => void): void;
};
type Recipient = SocketLike & {
  acks: Map<number, unknown>;
  notifyOutgoingListeners?(packet: object): void;
};
type BroadcastOptions = {
  rooms: Set<string>;
  except?: Set<string>;
  flags?: Options & Record<string, unknown>;
};

/** The most of an event's name that is told. */
const MOST_NAME = 200;

/** CONNECT, DISCONNECT and CONNECT_ERROR packets are the package's own doing; only these are the learner's. */
const isEventOrAck = (type: string | undefined): boolean => "2356".includes(type ?? "none");

type ClientLike = { conn: Connection; server: { _parser: Parser }; _packet: WritePacket };
type WritePacket = (packet: Packet, options: Options) => void;
type Options = { volatile?: boolean; compress?: boolean };
const client = Client.prototype as unknown as ClientLike & { setup(): void };
const { setup, _packet: writePacket } = client;

const standard = new parser.Encoder();
const isStandard = (its: Parser): boolean => its.Encoder === parser.Encoder;
/** The packet that a client with a parser of the program's own is writing. */
let writing: Packet | undefined;

client.setup = function setUp(this: ClientLike & { setup(): void }) {
  setup.call(this);
  if (isStandard(this.server._parser)) return;
  this._packet = (packet, options) => {
    const before = writing;
    writing = packet;
    try {
      writePacket.call(this, packet, options);
    } finally {
      writing = before;
    }
  };
};

/** What Socket.IO's own parser would have written, so that facts can be read. */
function plain(packet: Packet): string | undefined {
  // Encoding takes the binary parts out of the packet it is given.
  const [text] = standard.encode({ ...packet } as parser.Packet) as readonly string[];
  return text;
}

// One operation for a packet and its attachments, with the line that sent it.
Client.prototype.writeToEngine = function writeToEngine(
  this: ClientLike,
  encoded: Messages,
  options: Options = {},
) {
  const messages = Array.isArray(encoded) ? (encoded as Encoded["messages"]) : [encoded as string];
  const type = writing ? String(writing.type) : (messages[0] as string)[0];
  this.conn.packet(
    writing ? { messages, plain: plain(writing) } : { messages },
    options,
    isEventOrAck(type) ? where() : undefined,
  );
};

/** One operation for all recipients of a broadcast: encoded once, chosen by the adapter's own `apply`. */
function broadcastInBulk(
  this: Broadcaster,
  packet: Packet,
  options: BroadcastOptions,
  onRecipient?: (socket: Recipient) => void,
): void {
  const flags = options.flags ?? {};
  packet.nsp = this.nsp.name;
  const messages = [this.encoder.encode(packet)].flat() as Encoded["messages"];
  const encoded = isStandard(this.nsp.server._parser)
    ? { messages }
    : { messages, plain: plain(packet) };
  const to: number[] = [];
  this.apply(options, (recipient) => {
    onRecipient?.(recipient);
    recipient.notifyOutgoingListeners?.(packet);
    const { conn } = recipient.client;
    if (conn.readyState !== "open") return;
    to.push(conn.session);
    conn.packetsCreated(messages, flags);
  });
  const about = {
    nsp: packet.nsp ?? "/",
    rooms: [...options.rooms].map(nameOf),
    except: [...(options.except ?? [])].map(nameOf),
    flags: Object.keys(flags).filter((name) => flags[name]),
    to,
  };
  for (const message of leaving(encoded, flags, where()))
    say({ op: "broadcast", ...about, ...message });
}

/** There is no room with a longer name. 7 and "7" are two rooms, which a set tells apart, and so does what is told of them. */
function nameOf(room: unknown): string {
  const name = typeof room === "string" ? room : `${String(room)} (${typeof room})`;
  return name.slice(0, PROGRAM_LIMITS.nameCharacters.most);
}

Adapter.prototype.broadcast = function broadcast(packet, options) {
  broadcastInBulk.call(this as unknown as Broadcaster, packet, options as BroadcastOptions);
};

Adapter.prototype.broadcastWithAck = function broadcastWithAck(packet, options, countClients, ack) {
  // One id serves every recipient: the counter is the namespace's own.
  const id = (this as unknown as Broadcaster).nsp._ids++;
  let clients = 0;
  broadcastInBulk.call(
    this as unknown as Broadcaster,
    Object.assign(packet, { id }),
    options as BroadcastOptions,
    (socket) => {
      clients++;
      socket.acks.set(id, ack);
    },
  );
  countClients(clients);
};

const { _onconnect, _onclose } = Socket.prototype;

type Hearing = SocketLike & {
  readonly fns: readonly unknown[];
  onevent(packet: { readonly data?: readonly unknown[] }): void;
  listenerCount(event: string): number;
  listenersAny(): readonly unknown[];
};
const hearing = Socket.prototype as unknown as Hearing;
const { onevent } = hearing;

/** A middleware of the socket's own may be all that an event is for. */
hearing.onevent = function hear(this: Hearing, packet) {
  const event = String(packet.data?.[0]);
  if (this.listenerCount(event) + this.listenersAny().length + this.fns.length === 0) {
    const { client, nsp, id } = this;
    const { session } = client.conn;
    sayHere({ op: "unheard", session, nsp: nsp.name, id, event: event.slice(0, MOST_NAME) });
  }
  onevent.call(this, packet);
};

Socket.prototype._onconnect = function onconnect(this: Socket) {
  const { client, nsp, id, recovered } = this as unknown as SocketLike;
  sayHere({
    op: "socketOpened",
    session: client.conn.session,
    nsp: nsp.name,
    id,
    recovered: recovered === true,
  });
  return _onconnect.call(this);
};

Socket.prototype._onclose = function onclose(this: Socket, reason, description) {
  if (this.connected) {
    const { client, nsp, id } = this as unknown as SocketLike;
    sayHere({
      op: "socketClosed",
      session: client.conn.session,
      nsp: nsp.name,
      id,
      reason: String(reason),
    });
  }
  return _onclose.call(this, reason, description);
};

type WithAdapter = { _initAdapter(): void; adapter: Adapter; name: string };
const namespace = Namespace.prototype as unknown as WithAdapter;
const initAdapter = namespace._initAdapter;

namespace._initAdapter = function init(this: WithAdapter) {
  initAdapter.call(this);
  const nsp = this.name;
  const tell = (op: "joined" | "left") => (room: unknown, id: string) =>
    sayHere({ op, nsp, room: nameOf(room), id });
  this.adapter.on("join-room", tell("joined"));
  this.adapter.on("leave-room", tell("left"));
};

type ServesFiles = {
  attachServe(server: HttpServer): void;
  _path: string;
};
const server = Server.prototype as unknown as ServesFiles;
const { attachServe } = server;

// The browser's copy of the client library lies on the gateway, which has to know whose requests these are.
server.attachServe = function attach(this: ServesFiles, httpServer: HttpServer) {
  attachServe.call(this, httpServer);
  say({ op: "serves", server: httpServer.id, path: this._path });
};
Object.assign(Server, {
  sendFile: (name: string, _request: unknown, response: ServerResponse) =>
    response.endWithFile(name),
});
