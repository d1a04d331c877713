// The lessons server on its port: each request goes to the part that owns its path, and what none owns to the site.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type Address, bindHost, listenFailure } from "./address.ts";
import type { Environment } from "./environment.ts";
import { healthMounts } from "./health.ts";
import { watchLoop } from "./loop-delay.ts";
import { createMetrics } from "./metrics.ts";
import { openMetricsPort } from "./metrics-port.ts";
import { type Mount, owns } from "./mount.ts";
import { openPlayground } from "./playground.ts";
import type { Site } from "./site.ts";

type Parts = {
  readonly environment: Environment;
  /** The folder of the build. */
  readonly dist: string;
  readonly site: Promise<Site>;
  /** What answers besides the playground and the site. */
  readonly also: readonly Mount[];
};

export type OpenServer = {
  readonly close: () => Promise<void>;
};

/** Opens the playground and listens. @throws with a sentence when a port cannot be had. */
export async function openServer({
  environment,
  dist,
  site: opening,
  also,
}: Parts): Promise<OpenServer> {
  const { address, metricsPort, sandboxesPerMinute } = environment;
  const metrics = createMetrics();
  const loop = watchLoop({ onLook: metrics.loopLate });
  const limits = sandboxesPerMinute ? { createdPerMinute: sandboxesPerMinute } : {};
  const [site, playground] = await Promise.all([
    opening,
    openPlayground({ dist, limits, tell: metrics.tell }),
  ]);
  metrics.follow(playground.runner);
  let isClosing = false;
  const health = healthMounts({ runner: playground.runner, loop, isDraining: () => isClosing });
  const mounts = [...health, ...playground.mounts, ...also];
  const ownerOf = (req: IncomingMessage): Pick<Mount, "request" | "upgrade"> =>
    mounts.find((mount) => owns(mount, req.url)) ?? site;

  const server = createServer((req, res) => ownerOf(req).request(req, res));
  server.on("upgrade", (req, socket, head) => {
    // An upgraded socket has left the server's hands; a reset peer must not end the process.
    socket.on("error", () => socket.destroy());
    metrics.upgraded(socket);
    ownerOf(req).upgrade(req, socket, head);
  });
  const closeMetrics = metricsPort && (await openMetricsPort(metricsPort, metrics));
  await listen(server, address);

  return {
    async close() {
      isClosing = true;
      server.close();
      server.closeIdleConnections();
      loop.stop();
      await Promise.allSettled([playground, site, ...also].map((part) => part.close()));
      if (closeMetrics) closeMetrics();
    },
  };
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
