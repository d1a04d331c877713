// The private side of socket.io-client 4.8, as far as we watch it, and the one way in which it is watched: methods of
// its prototypes are wrapped before learner code can attach a listener. We count and report, and change nothing.
import type { Manager, Socket, XHR } from "socket.io-client";

/** What socket.io-client exports that is watched. One client per copy of it: a client has its worker to itself. */
export type SocketIoClient = { readonly Manager: typeof Manager; readonly Socket: typeof Socket };

export type InnerPacket = { readonly type: number; readonly data?: unknown };

export type InnerEngine = {
  readonly id?: string;
  readonly readyState: string;
  readonly opts: { readonly upgrade?: boolean };
  readonly _upgrades?: readonly string[];
  on(event: string, listener: (packet: { readonly type: string }) => void): void;
};

export type InnerManager = {
  readonly engine?: InnerEngine;
  readonly opts: { useNativeTimers?: boolean };
  readonly nsps: Readonly<Record<string, InnerSocket>>;
  readonly backoff: { readonly attempts: number; duration: () => number };
  readonly _reconnection: boolean;
  readonly skipReconnect?: boolean;
  setTimeoutFn: unknown;
  clearTimeoutFn: unknown;
};

export type InnerSocket = {
  readonly io: InnerManager;
  readonly nsp: string;
  readonly id?: string;
  readonly active: boolean;
  readonly connected: boolean;
  readonly recovered?: boolean;
  readonly sendBuffer: readonly unknown[];
  readonly receiveBuffer: readonly unknown[];
  readonly _anyListeners?: readonly unknown[];
  listeners(event: string): readonly unknown[];
};

export type InnerTransport = {
  readonly socket: InnerEngine & { readonly transports: readonly string[] };
  onError(reason: string): void;
};

type Around<Self> = (self: Self, original: () => unknown, ...args: readonly unknown[]) => unknown;

export function wrapManager(
  client: SocketIoClient,
  method: string,
  around: Around<InnerManager>,
): void {
  wrap(client.Manager.prototype, method, around);
}

export function wrapSocket(
  client: SocketIoClient,
  method: string,
  around: Around<InnerSocket>,
): void {
  wrap(client.Socket.prototype, method, around);
}

export function wrapPolling(
  polling: typeof XHR,
  method: string,
  around: Around<InnerTransport>,
): void {
  wrap(polling.prototype, method, around);
}

/** The sockets of a manager that are connected or trying to be. */
export function activeSockets(manager: InnerManager): readonly InnerSocket[] {
  return Object.values(manager.nsps).filter((socket) => socket.active);
}

function wrap<Self>(prototype: object, method: string, around: Around<Self>): void {
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[method];
  if (original === undefined) throw new Error(`socket.io-client has no method ${method} any more`);
  methods[method] = function (this: Self, ...args: unknown[]) {
    return around(this, () => original.apply(this as never, args), ...args);
  };
}
