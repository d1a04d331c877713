// The HTTP server that everything answers behind: how long somebody may take to ask, and how many may be connected.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answerPlainly, refuseUpgrade } from "./gateway/plain-answer.ts";

export type FrontLimits = {
  /** Milliseconds for the head of a request from the first moment, and for the whole of it. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often that is looked at. */
  readonly lookEveryMs: number;
  /** Beyond it a connection gets no answer but that there are too many. */
  readonly connections: number;
  /** How long such a connection may take to ask. */
  readonly toldWithinMs: number;
};

type Behind = {
  readonly request: (req: IncomingMessage, res: ServerResponse) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

const FULL = "The lessons server has as many connections as it can hold. Try again in a moment.";
const BUSY = { status: 503, retryAfter: 5 };
/** Connections that may still come to be told so; what comes beyond these is cut off. */
const TOLD = 32;
const MOST_CONNECTIONS = 10_000;
/** Open files that are no connection: our own, those a page is read from, the lines to the runner. */
const OTHER_FILES = 96;

export function createFront(behind: Behind, changed: Partial<FrontLimits> = {}): Server {
  const limits = { ...frontLimits(), ...changed };
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.lookEveryMs,
  });
  const tooMany = new WeakSet<Duplex>();
  let open = 0;
  server.maxConnections = limits.connections + TOLD;
  server.on("connection", (socket) => {
    socket.once("close", () => open--);
    if (++open <= limits.connections) return;
    tooMany.add(socket);
    const late = setTimeout(() => socket.destroy(), limits.toldWithinMs);
    socket.once("close", () => clearTimeout(late));
  });
  server.on("request", (req, res) => {
    if (tooMany.has(req.socket)) answerPlainly(res, BUSY, FULL);
    else behind.request(req, res);
  });
  server.on("upgrade", (req, socket, head) => {
    // An upgraded socket has left the server's hands; a reset peer must not end the process.
    socket.on("error", () => socket.destroy());
    if (tooMany.has(socket)) refuseUpgrade(socket, BUSY, FULL);
    else behind.upgrade(req, socket, head);
  });
  return server;
}

function frontLimits(): FrontLimits {
  const files = openFiles() ?? Infinity;
  const connections = Math.max(16, Math.min(MOST_CONNECTIONS, files - OTHER_FILES));
  const patience = { headersMs: 10_000, requestMs: 30_000, lookEveryMs: 5_000 };
  return { ...patience, connections, toldWithinMs: 1_000 };
}

/** How many files this process may have open, a connection being one; undefined where nobody says. */
function openFiles(): number | undefined {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const most = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return most === undefined ? undefined : Number(most);
  } catch {
    return undefined;
  }
}
