// A part of the server that answers for itself.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Owns every path under `prefix`: requests and upgrades both. */
export type Mount = {
  readonly prefix: `/${string}/`;
  readonly request: (req: IncomingMessage, res: ServerResponse) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
};
