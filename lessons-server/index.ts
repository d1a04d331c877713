// The lessons server: the site and the playground on one port, until a signal ends it.
import { urlOf } from "./address.ts";
import type { Environment } from "./environment.ts";
import { log, openLog } from "./observing/log.ts";
import type { Mount } from "./mount.ts";
import { type OpenServer, openServer } from "./open-server.ts";
import { openSite } from "./site.ts";

export { assertFree } from "./address.ts";
export { readEnvironment } from "./environment.ts";
export { openServer } from "./open-server.ts";

type Options = {
  readonly environment: Environment;
  readonly dev: boolean;
  /** The folder of the build. */
  readonly dist: string;
  /** What answers besides the playground and the site. */
  readonly also?: readonly Mount[];
};

/** By then it is over, whatever still goes on. */
const DRAINED_MS = 29_000;
/** npm passes on the Ctrl-C that the server has had already. */
const SAME_SIGNAL_MS = 500;

/** Serves until SIGINT or SIGTERM; throws when the address cannot be had. */
export async function serve({ environment, dev, dist, also = [] }: Options): Promise<void> {
  const started = performance.now();
  const { address } = environment;
  openLog(environment.log);
  const site = openSite({ address, dev });
  const server = await openServer({ environment, dist, site, also });

  const ms = Math.round(performance.now() - started);
  const greeting = `Sockets 101 is at ${urlOf(address)} (ready in ${ms} ms; Ctrl-C stops it)`;
  if (environment.log.format === "words") console.log(greeting);
  else log.info({ ms }, greeting);
  drainOnSignal(server);
}

function drainOnSignal(server: OpenServer): void {
  let began: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    // A second Ctrl-C means now.
    if (began !== undefined && now - began > SAME_SIGNAL_MS) process.exit(1);
    if (began !== undefined) return;
    began = now;
    log.info("The server is about to stop");
    setTimeout(() => process.exit(0), DRAINED_MS).unref();
    void server.drain().then(() => process.exit(0));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  onOrphaned(onSignal);
}

/** The shell between npm and us dies of a SIGTERM without passing it on; then we have another parent, or none. */
function onOrphaned(stop: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    stop();
  }, SAME_SIGNAL_MS).unref();
}
