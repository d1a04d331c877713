// Rows about the client: each uses a socket against the obliging server in a sandbox.
import type { Socket } from "socket.io-client";
import type { Place } from "../testing/like-node.ts";
import { OBLIGING_SERVER, type Row } from "./row.ts";

type Use = (socket: Socket, at: Place) => unknown;
/** What is done with a socket, and what is not as usual about it: it is in "/" and uses WebSocket. */
type Using = Use | { readonly use: Use; readonly options?: object; readonly nsp?: string };

export const WEBSOCKET = { transports: ["websocket"] };

/** The next `event` of an emitter, with its arguments. */
export const next = (
  emitter: { once: (event: never, listener: (...args: unknown[]) => void) => unknown },
  event: string,
): Promise<unknown[]> =>
  new Promise((heard) => void emitter.once(event as never, (...args) => heard(args)));

/** A socket of the obliging server, and what is done with it; it has not connected yet. */
export function used(covers: string, using: Using, expected: unknown): Row {
  const {
    use,
    options = WEBSOCKET,
    nsp = "/",
  } = typeof using === "function" ? { use: using } : using;
  return {
    covers,
    program: OBLIGING_SERVER,
    play: async (at) => use(at.client(options, nsp), at),
    expected,
  };
}

/** The same, once it has connected. */
export function connected(covers: string, using: Using, expected: unknown): Row {
  const { use, ...how } = typeof using === "function" ? { use: using } : using;
  const onceConnected: Use = async (socket, at) => {
    await next(socket, "connect");
    return use(socket, at);
  };
  return used(covers, { ...how, use: onceConnected }, expected);
}

/** What comes back of it. */
export const echo = (socket: Socket, ...args: unknown[]): Promise<unknown> =>
  socket.emitWithAck("echo", ...args) as Promise<unknown>;
