// The site: Next behind our own server, with our security headers on every answer.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Address } from "./address.ts";
import { inlineScriptHashes, pageHeaders } from "./headers.ts";
import { log } from "./observing/log.ts";
import { requestIdOf } from "./observing/request-id.ts";

export type Site = {
  readonly request: (req: IncomingMessage, res: ServerResponse) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
};

export async function openSite({
  address,
  dev,
}: {
  address: Address;
  dev: boolean;
}): Promise<Site> {
  const { default: next } = await import("next");
  // Next listens for upgrades on the server it is given. It is given one that nobody can reach, and hears of an
  // upgrade only when we pass it on, which in production is never.
  const unreachable = createServer();
  const app = next({ dev, hostname: address.host, port: address.port, httpServer: unreachable });
  await app.prepare();
  const handle = app.getRequestHandler();
  const hashes = dev ? new Map<string, readonly string[]>() : inlineScriptHashes(".next");

  return {
    request: (req, res) => {
      const route = (req.url ?? "/").split("?", 1)[0] ?? "/";
      const scripts = hashes.get(route) ?? hashes.get("/_not-found") ?? [];
      for (const [name, value] of Object.entries(pageHeaders({ scripts, dev })))
        res.setHeader(name, value);
      handle(req, res).catch((error: unknown) => {
        const id = requestIdOf(req);
        log.error({ req: id, route, err: error }, "The site could not answer");
        if (!res.headersSent) res.writeHead(500, { "X-Request-Id": id });
        res.end();
      });
    },
    upgrade: (req, socket, head) => {
      if (dev && req.url?.startsWith("/_next/")) unreachable.emit("upgrade", req, socket, head);
      else socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    },
    close: () => app.close(),
  };
}
