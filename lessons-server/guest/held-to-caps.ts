// The named seams at which socket.io is held to what a program may have. Each asks before the package's own method does
// its work; caps.test.ts shows that up to the caps nothing is different.
import { Namespace, Server, Socket } from "socket.io";
import { ParentNamespace } from "socket.io/dist/parent-namespace.js";
import { Adapter } from "socket.io-adapter";
import type * as Caps from "./caps.ts";
import { assertMayAwait, assertMayJoin, assertMayOpen, countMembership } from "./caps.ts";

const { addAll } = Adapter.prototype;

Adapter.prototype.addAll = function join(this: Adapter, id, rooms) {
  assertMayJoin(this, id, rooms);
  return addAll.call(this, id, rooms);
};

type Awaiting = {
  server: Caps.Server;
  registerAckCallback(id: number, ack: unknown): void;
};
const awaiting = Socket.prototype as unknown as Awaiting;
const { registerAckCallback } = awaiting;

awaiting.registerAckCallback = function register(this: Awaiting, ...args) {
  assertMayAwait(this.server, 1);
  registerAckCallback.apply(this, args);
};

const { broadcastWithAck } = Adapter.prototype;

Adapter.prototype.broadcastWithAck = function broadcast(this: Adapter, ...args) {
  const its = this as unknown as Caps.RoomsOf & {
    apply(options: unknown, each: () => void): void;
  };
  let clients = 0;
  its.apply(args[1], () => clients++);
  assertMayAwait(its.nsp.server, clients);
  return broadcastWithAck.apply(this, args);
};

type Opened = { _initAdapter(): void; adapter: Adapter; name: string; server: Caps.Server };
const namespace = Namespace.prototype as unknown as Opened;
const initAdapter = namespace._initAdapter;

namespace._initAdapter = function init(this: Opened) {
  assertMayOpen(this.server, this.name);
  initAdapter.call(this);
  this.adapter.on("join-room", () => countMembership(1));
  this.adapter.on("leave-room", () => countMembership(-1));
};

type Opening = { server: Caps.Server; createChild(name: string): unknown };
const parent = (ParentNamespace as { prototype?: unknown }).prototype as Opening;
const { createChild } = parent;
type ByName = { of(this: object, ...args: unknown[]): unknown };
const server = Server.prototype as unknown as ByName;
const { of } = server;
let isAskedByProgram = false;

server.of = function open(...args) {
  const before = isAskedByProgram;
  isAskedByProgram = true;
  try {
    return of.apply(this, args);
  } finally {
    isAskedByProgram = before;
  }
};

parent.createChild = function create(this: Opening, name) {
  if (isAskedByProgram) return createChild.call(this, name);
  try {
    assertMayOpen(this.server, name);
  } catch {
    // A client asks: it is refused as for a namespace that there is not, and the program is none the worse.
    return undefined;
  }
  return createChild.call(this, name);
};
