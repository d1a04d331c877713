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
  /** The program is gone and another comes: to the trace those are over too. */
  readonly leaveToAnother: () => void;
};

/** What has been numbered so far in a run, whichever program it was for. */
export type Numbers = { links: number; requests: number; unnamed: number; sessions: number };
export const noNumbers = (): Numbers => ({ links: 0, requests: 0, unnamed: 0, sessions: 0 });

type Link = {
  readonly id: LinkId;
  readonly client: string;
  readonly atEnd: Set<() => void>;
  readonly forget: () => void;
  /** "client 1": what its requests are called when they bring no name. */
  unnamed: string | undefined;
};

export function createArrivals(around: {
  readonly tape: Tape;
  readonly isConnected: (client: string) => boolean;
  readonly numbers: Numbers;
}): Arrivals {
  const { tape, isConnected, numbers } = around;
  const links = new Map<Duplex, Link>();

  function follow(socket: Duplex, client: string): Link {
    const id = ++numbers.links as LinkId;
    const atEnd = new Set<() => void>();
    const ended = (): void => {
      links.delete(socket);
      for (const conclude of atEnd) conclude();
      tape.append({ kind: "link.closed", link: id, client });
    };
    socket.once("close", ended);
    const forget = (): void => void socket.off("close", ended);
    const link: Link = { id, client, atEnd, forget, unnamed: undefined };
    links.set(socket, link);
    tape.append({ kind: "link.opened", link: id, client });
    return link;
  }

  // One browser holds its connections in common, so a handshake on the connection of a client that is still there
  // comes from another client; without one it is the same client again (a reconnection, its REST calls).
  function unnamedClient(link: Link | undefined, caller: Caller): string {
    const known = caller.ofSession ?? link?.unnamed;
    const isAnother = caller.isHandshake && known !== undefined && isConnected(known);
    return known === undefined || isAnother ? `client ${++numbers.unnamed}` : known;
  }

  return {
    arrive(socket, caller) {
      const before = links.get(socket);
      const client = caller.name ?? unnamedClient(before, caller);
      const link = before ?? follow(socket, client);
      if (caller.name === undefined) link.unnamed = client;
      return { request: ++numbers.requests as RequestId, link: link.id, client, atEnd: link.atEnd };
    },
    // Upgraded connections are being closed with the program; that they did close is still part of its run.
    leave() {
      for (const link of links.values()) if (link.atEnd.size === 0) link.forget();
    },
    leaveToAnother() {
      for (const [socket, { id, atEnd, client, forget }] of links) {
        if (atEnd.size > 0) continue;
        forget();
        links.delete(socket);
        tape.append({ kind: "link.closed", link: id, client });
      }
    },
  };
}
