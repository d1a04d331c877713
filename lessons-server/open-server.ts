// The lessons server on its port: each request goes to the part that owns its path, and what none owns to the site.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type Address, bindHost, listenFailure } from "./address.ts";
import type { Environment } from "./environment.ts";
import { createFront } from "./front.ts";
import type { Tell } from "./gateway/happening.ts";
import { healthMounts } from "./observing/health.ts";
import { watchLoop } from "./observing/loop-delay.ts";
import { log } from "./observing/log.ts";
import { logHappening } from "./observing/log-happenings.ts";
import { markOf } from "./observing/log-redaction.ts";
import { createMetrics } from "./observing/metrics.ts";
import { openMetricsPort } from "./observing/metrics-port.ts";
import { type Mount, owns } from "./mount.ts";
import { openPlayground } from "./playground.ts";
import { requestIdOf } from "./observing/request-id.ts";
import type { Site } from "./site.ts";
import { addressBehind, connectionAddress } from "./visitor.ts";

type Parts = {
  readonly environment: Environment;
  /** The folder of the build. */
  readonly dist: string;
  readonly site: Promise<Site>;
  /** What answers besides the playground and the site. */
  readonly also: readonly Mount[];
};

export type OpenServer = {
  /** Stops gradually: nobody new, those there are told and let go, whole answers. Takes up to 30 s. */
  readonly drain: () => Promise<void>;
  /** Stops at once. */
  readonly close: () => Promise<void>;
};

/** How long the sandboxes may take to be let go, and what is still being answered to be whole. */
const DRAINING_MS = 22_000;
const ENDING_MS = 4_000;

/** Opens the playground and listens. @throws with a sentence when a port cannot be had. */
export async function openServer({
  environment,
  dist,
  site: opening,
  also,
}: Parts): Promise<OpenServer> {
  const { address, metricsPort, sandboxes, sandboxesPerMinute, trustedProxies } = environment;
  const metrics = createMetrics();
  const tell: Tell = (happening) => {
    metrics.tell(happening);
    logHappening(happening);
  };
  const limits = {
    ...(sandboxes && { live: sandboxes }),
    ...(sandboxesPerMinute && { createdPerMinute: sandboxesPerMinute }),
  };
  const addressOf = trustedProxies ? addressBehind(trustedProxies) : connectionAddress;
  const [site, playground] = await Promise.all([
    opening,
    openPlayground({ dist, limits, tell, addressOf }),
  ]);
  metrics.follow(playground.runner);
  // Not before: to begin takes the loop for itself.
  const loop = watchLoop({ onLook: metrics.loopLate });
  let isDraining = false;
  let closed: Promise<void> | undefined;
  const health = healthMounts({ runner: playground.runner, loop, isDraining: () => isDraining });
  const mounts = [...health, ...playground.mounts, ...also];
  const ownerOf = (req: IncomingMessage): Pick<Mount, "request" | "upgrade"> =>
    mounts.find((mount) => owns(mount, req.url)) ?? site;

  const server = createFront({
    request(req, res) {
      logAnswer(req, res);
      if (isDraining) res.shouldKeepAlive = false;
      ownerOf(req).request(req, res);
    },
    upgrade(req, socket, head) {
      metrics.upgraded(socket);
      ownerOf(req).upgrade(req, socket, head);
    },
  });
  const closeMetrics = metricsPort && (await openMetricsPort(metricsPort, metrics));
  await listen(server, address);

  async function close(): Promise<void> {
    isDraining = true;
    server.close();
    server.closeIdleConnections();
    loop.stop();
    await Promise.allSettled([playground, site, ...also].map((part) => part.close()));
    if (closeMetrics) closeMetrics();
  }

  return {
    async drain() {
      isDraining = true;
      await playground.drain(DRAINING_MS);
      await allAnswered(server);
      await (closed ??= close());
    },
    close: () => (closed ??= close()),
  };
}

/** Takes nobody any more, and waits for the answers that are on their way. */
async function allAnswered(server: Server): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const isLate = new Promise((resolve) => {
    late = setTimeout(resolve, ENDING_MS);
  });
  await Promise.race([new Promise((closed) => server.close(closed)), isLate]);
  clearTimeout(late);
  server.closeAllConnections();
}

/** Of a path only the part before anybody's own words. */
function logAnswer(req: IncomingMessage, res: ServerResponse): void {
  if (!log.isLevelEnabled("debug")) return;
  const began = performance.now();
  const { method, url = "/" } = req;
  const sandbox = /^\/s\/([\w-]{1,64})/.exec(url)?.[1];
  res.once("close", () => {
    const ms = Math.round(performance.now() - began);
    const part = /^\/[a-z-]*/.exec(url)?.[0];
    const known = { req: requestIdOf(req), method, part, status: res.statusCode, ms };
    log.debug({ ...known, ...(sandbox && { sandbox: markOf(sandbox) }) }, "A request was answered");
  });
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
