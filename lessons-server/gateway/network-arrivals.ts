// Who is calling: gives each TCP connection its number, and each request the client it belongs to.
import type { Duplex } from "node:stream";
import type { LinkId, RequestId } from "#trace/event.ts";
import type { Exchange, Tape } from "./tape.ts";

export type Caller = {
  /** The `@name` of the address, if it has one. */
  readonly name: string | undefined;
  /** The client whose Engine.IO session this request is for, if it is for one that is known. */
  readonly ofSession: string | undefined;
  readonly isHandshake: boolean;
};

export type Arrivals = {
  readonly arrive: (socket: Duplex, caller: Caller) => Exchange;
  /** The run is over: stops following connections that outlive it, such as kept-alive ones. */
  readonly leave: () => void;
};

type Link = {
  readonly id: LinkId;
  readonly atEnd: Set<() => void>;
  readonly forget: () => void;
  /** "client 1": what its requests are called when they bring no name. */
  unnamed: string | undefined;
};

export function createArrivals(tape: Tape, isConnected: (client: string) => boolean): Arrivals {
  const links = new Map<Duplex, Link>();
  let requests = 0;
  let linksSoFar = 0;
  let unnamedSoFar = 0;

  function follow(socket: Duplex, client: string): Link {
    const id = ++linksSoFar as LinkId;
    const atEnd = new Set<() => void>();
    const ended = (): void => {
      links.delete(socket);
      for (const conclude of atEnd) conclude();
      tape.append({ kind: "link.closed", link: id, client });
    };
    socket.once("close", ended);
    const link: Link = { id, atEnd, forget: () => socket.off("close", ended), unnamed: undefined };
    links.set(socket, link);
    tape.append({ kind: "link.opened", link: id, client });
    return link;
  }

  // One browser holds its connections in common, so a handshake on the connection of a client that is still there
  // comes from another client; without one it is the same client again (a reconnection, its REST calls).
  function unnamedClient(link: Link | undefined, caller: Caller): string {
    const known = caller.ofSession ?? link?.unnamed;
    const isAnother = caller.isHandshake && known !== undefined && isConnected(known);
    return known === undefined || isAnother ? `client ${++unnamedSoFar}` : known;
  }

  return {
    arrive(socket, caller) {
      const before = links.get(socket);
      const client = caller.name ?? unnamedClient(before, caller);
      const link = before ?? follow(socket, client);
      if (caller.name === undefined) link.unnamed = client;
      return { request: ++requests as RequestId, link: link.id, client, atEnd: link.atEnd };
    },
    leave() {
      // Upgraded connections are being closed with the run; that they did close is still part of it.
      for (const link of links.values()) if (link.atEnd.size === 0) link.forget();
    },
  };
}
