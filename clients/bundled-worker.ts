// Bundles the Node worker where no build has: in tests, and from a checkout. The real build writes it to dist/.
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

let bundled: Promise<URL> | undefined;

/** Where the bundled `clients/node-worker.ts` is, made on first use and once for each process. */
export function bundledWorker(): Promise<URL> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<URL> {
  const outfile = join(tmpdir(), `sockets-101-client-worker-${process.pid}.cjs`);
  await build({
    entryPoints: [fileURLToPath(new URL("./node-worker.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Optional natives of ws, not installed.
    external: ["bufferutil", "utf-8-validate"],
    logLevel: "warning",
  });
  process.once("exit", () => rmSync(outfile, { force: true }));
  return pathToFileURL(outfile);
}
