// Bundles the Node worker where no build has: in tests, and from a checkout. The real build writes it to dist/.
import { createHash } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type OutputFile } from "esbuild";

let bundled: Promise<URL> | undefined;

/** Where the bundled `clients/node-worker.ts` is, made on first use and once for each process. */
export function bundledWorker(): Promise<URL> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<URL> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./node-worker.ts", import.meta.url))],
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Optional natives of ws, not installed.
    external: ["bufferutil", "utf-8-validate"],
    logLevel: "warning",
  });
  const [{ contents: code }] = outputFiles as [OutputFile];
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  // Named by its content, so that test processes share it and leave one file behind, not one each.
  const file = join(tmpdir(), `sockets-101-client-worker-${hash}.cjs`);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, file);
  return pathToFileURL(file);
}
