// A part of the server that answers for itself.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Owns requests and upgrades: of every path under a `prefix` that ends in a slash, else of that one path. */
export type Mount = {
  readonly prefix: `/${string}`;
  readonly request: (req: IncomingMessage, res: ServerResponse) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
};

export const owns = ({ prefix }: Mount, url = "/"): boolean =>
  prefix.endsWith("/") ? url.startsWith(prefix) : url.split("?", 1)[0] === prefix;
