// The lessons server: the site and the playground on one port, until a signal ends it.
import { urlOf } from "./address.ts";
import type { Environment } from "./environment.ts";
import { log, openLog } from "./log.ts";
import type { Mount } from "./mount.ts";
import { openServer } from "./open-server.ts";
import { openSite } from "./site.ts";

export { assertFree } from "./address.ts";
export { readEnvironment } from "./environment.ts";

type Options = {
  readonly environment: Environment;
  readonly dev: boolean;
  /** The folder of the build. */
  readonly dist: string;
  /** What answers besides the playground and the site. */
  readonly also?: readonly Mount[];
};

/** How long open requests may take to end after a signal. */
const CLOSING_MS = 3_000;

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
  closeOnSignal(server.close);
}

function closeOnSignal(close: () => Promise<void>): void {
  let closing = false;
  const onSignal = () => {
    // A second Ctrl-C means now.
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(0), CLOSING_MS).unref();
    void close().then(() => process.exit(0));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
