// The named seams in the socket.io package: where its packets leave in bulk, and where its facts are told.
// Each wraps one method and keeps its public behaviour; seams.test.ts holds them to that.
import { Namespace, Server, Socket } from "socket.io";
import { Adapter } from "socket.io-adapter";
import { Client } from "socket.io/dist/client.js";
import * as parser from "socket.io-parser";
import type { Connection } from "./engine.ts";
import { where } from "./position.ts";
import { say, toBase64 } from "./wall.ts";

type Encoded = string | readonly [string, ...Uint8Array[]];
type SocketLike = {
  client: { conn: Connection };
  nsp: { name: string };
  id: string;
  recovered?: boolean;
};
/** The members of an adapter that its own `broadcast` uses. */
type Broadcaster = {
  nsp: { name: string; _ids: number };
  encoder: { encode(packet: object): Encoded };
  apply(options: BroadcastOptions, each: (socket: Recipient) => void): void;
};
type Recipient = SocketLike & {
  acks: Map<number, unknown>;
  notifyOutgoingListeners?(packet: object): void;
};
type BroadcastOptions = {
  rooms: Set<string>;
  except?: Set<string>;
  flags?: Record<string, unknown>;
};

/** CONNECT, DISCONNECT and CONNECT_ERROR packets are the package's own doing; only these are the learner's. */
const isEventOrAck = (text: string): boolean => "2356".includes(text[0] ?? "");

const parts = (encoded: Encoded): [string, Uint8Array[]] => {
  const [text, ...attachments] = Array.isArray(encoded)
    ? (encoded as [string, ...Uint8Array[]])
    : [encoded as string];
  return [text, attachments];
};

// One operation for a packet and its attachments, with the line that sent it.
Client.prototype.writeToEngine = function writeToEngine(
  this: { conn: Connection },
  encoded: Encoded,
  options: { volatile?: boolean } = {},
) {
  const [text, attachments] = parts(encoded);
  this.conn.packet(
    text,
    attachments,
    options.volatile === true,
    isEventOrAck(text) ? where() : undefined,
  );
};

/** One operation for all recipients of a broadcast: encoded once, chosen by the adapter's own `apply`. */
function broadcastInBulk(
  this: Broadcaster,
  packet: { nsp?: string; id?: number },
  options: BroadcastOptions,
  onRecipient: (socket: Recipient) => void,
): void {
  const flags = options.flags ?? {};
  packet.nsp = this.nsp.name;
  const [text, attachments] = parts(this.encoder.encode(packet));
  const to: number[] = [];
  this.apply(options, (recipient) => {
    onRecipient(recipient);
    recipient.notifyOutgoingListeners?.(packet);
    if (recipient.client.conn.readyState === "open") to.push(recipient.client.conn.session);
  });
  const at = where();
  say({
    op: "broadcast",
    nsp: packet.nsp ?? "/",
    rooms: [...options.rooms].map(String),
    except: [...(options.except ?? [])].map(String),
    flags: Object.keys(flags).filter((name) => flags[name]),
    to,
    text,
    ...(attachments.length > 0 ? { attachments: attachments.map(toBase64) } : {}),
    ...(flags.volatile ? { volatile: true } : {}),
    ...(at ? { where: at } : {}),
  });
}

Adapter.prototype.broadcast = function broadcast(packet, options) {
  broadcastInBulk.call(
    this as unknown as Broadcaster,
    packet,
    options as BroadcastOptions,
    () => {},
  );
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

Socket.prototype._onconnect = function onconnect(this: Socket) {
  const { client, nsp, id, recovered } = this as unknown as SocketLike;
  say({
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
    say({
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
  const tell = (op: "joined" | "left") => (room: string, id: string) => {
    const at = where();
    say({ op, nsp, room: String(room), id, ...(at ? { where: at } : {}) });
  };
  this.adapter.on("join-room", tell("joined"));
  this.adapter.on("leave-room", tell("left"));
};

// A parser of the program's own cannot cross the wall yet: the option is named in a limit, and the packets stay text.
Object.defineProperty(Server.prototype, "_parser", { get: () => parser, set: () => {} });

// The browser's copy of the client library lies on a disk the sandbox does not have.
type Answer = { writeHead(status: number): void; end(text: string): void };
Object.assign(Server, {
  sendFile: (name: string, _request: unknown, response: Answer) => {
    const text = `serving ${name} is not yet in the sandbox: load socket.io-client from your own page`;
    say({ op: "limit", what: "serveClient", text });
    response.writeHead(501);
    response.end(text);
  },
});
