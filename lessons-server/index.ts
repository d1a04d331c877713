// The lessons server: one port, on which the site answers everything that no mount takes first.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type Address, bindHost, listenFailure, urlOf } from "./address.ts";
import type { Mount } from "./mount.ts";
import { openPlayground } from "./playground.ts";
import { openSite } from "./site.ts";

export { addressFrom, assertFree } from "./address.ts";

type Options = {
  readonly address: Address;
  readonly dev: boolean;
  /** The folder of the build. */
  readonly dist: string;
  /** What answers besides the playground and the site. */
  readonly also?: readonly Mount[];
};

/** How long open requests may take to end after a signal. */
const CLOSING_MS = 3_000;

/** Serves until SIGINT or SIGTERM; throws when the address cannot be had. */
export async function serve({ address, dev, dist, also = [] }: Options): Promise<void> {
  const started = performance.now();
  const [site, playground] = await Promise.all([
    openSite({ address, dev }),
    openPlayground({ dist, env: process.env }),
  ]);
  const mounts = [...playground, ...also];
  const ownerOf = (req: IncomingMessage): Pick<Mount, "request" | "upgrade"> =>
    mounts.find((mount) => req.url?.startsWith(mount.prefix)) ?? site;

  const server = createServer((req, res) => ownerOf(req).request(req, res));
  server.on("upgrade", (req, socket, head) => {
    // An upgraded socket has left the server's hands; a reset peer must not end the process.
    socket.on("error", () => socket.destroy());
    ownerOf(req).upgrade(req, socket, head);
  });
  await listen(server, address);

  const ms = Math.round(performance.now() - started);
  console.log(`Sockets 101 is at ${urlOf(address)} (ready in ${ms} ms; Ctrl-C stops it)`);
  closeOnSignal(server, [...mounts, site]);
}

function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(listenFailure(error, address));
    server.once("error", fail);
    server.listen(address.port, bindHost(address.host), () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function closeOnSignal(server: Server, parts: readonly { close: () => Promise<void> }[]): void {
  let closing = false;
  const close = () => {
    // A second Ctrl-C means now.
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(0), CLOSING_MS).unref();
    server.close();
    server.closeIdleConnections();
    void Promise.allSettled(parts.map((part) => part.close())).then(() => process.exit(0));
  };
  process.on("SIGINT", close);
  process.on("SIGTERM", close);
}
