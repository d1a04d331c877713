// Builds what is not current: the metered engine, the Node entry points, the site. Each part is data: what it
// reads, what proves its output, what it needs, how it is made. Run as `node scripts/build.mjs [part…]`, or imported by the others.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { whileLocked } from "./build-lock.mjs";
import { fingerprint, isCurrent, keepFingerprint } from "./fingerprint.mjs";
import { generateTypes } from "./gen-types.mjs";
import { zodInUse } from "./zod-in-use.mjs";

export const root = path.resolve(import.meta.dirname, "..");
const dist = path.join(root, "dist");

/** Entry points of the processes that run under Node; one that does not exist yet is left out. */
const entryPoints = {
  server: "lessons-server/index.ts",
  sandbox: "lessons-server/sandbox.ts",
  runner: "lessons-server/runner/main.ts",
  thread: "lessons-server/runner/thread.ts",
  "client-worker": "clients/node-worker.ts",
  bench: "bench/index.ts",
};

/** What the sandboxed frame of the clients loads: one classic script, with that of its workers in it as text. */
const clientHost = { host: "clients/browser-host.ts", worker: "clients/browser-worker.ts" };

/** zod brings its messages in fifty languages, three quarters of its size, whichever are used. */
const englishOnly = {
  name: "english-only",
  setup: (bundler) =>
    bundler.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    })),
};

/** What the page is made of, in TypeScript. */
const pageSources = ["app", "components", "checks", "protocol", "trace"];

const bundling = {
  absWorkingDir: root,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  logLevel: "error",
};

const parts = {
  engine: {
    says: "Building the engine",
    reads: ["lessons-server/guest", "protocol"],
    output: "dist/engine",
    needs: ["stripper"],
    make: () =>
      makeFolder("lessons-server/engine/build.ts", "engine", ({ buildEngine }, folder) =>
        buildEngine(folder, root),
      ),
  },
  stripper: {
    says: "Metering what strips TypeScript's types",
    reads: [],
    output: "dist/stripper",
    make: () =>
      makeFolder("lessons-server/engine/stripper.ts", "stripper", ({ buildStripper }, folder) =>
        buildStripper(folder, root),
      ),
  },
  bundles: {
    says: "Bundling the servers",
    reads: ["lessons-server", "clients", "checks", "protocol", "trace", "bench"],
    output: "dist/server.js",
    make: makeBundles,
  },
  types: {
    says: "Gathering the editor's types",
    reads: ["scripts/gen-types.mjs", "scripts/public-members.mjs"],
    output: "public/types/server.json",
    make: () => generateTypes(root),
  },
  zod: {
    says: "Taking from zod what the page uses",
    reads: [...pageSources, "scripts/zod-in-use.mjs"],
    output: "dist/zod-in-use.js",
    make: makeZod,
  },
  site: {
    says: "Building the site",
    reads: [...pageSources, "content", "public", "next.config.ts", "scripts/zod-in-use.mjs"],
    output: ".next/BUILD_ID",
    needs: ["zod"],
    make: makeSite,
  },
};

/** What a builder in TypeScript writes, in a folder of its own. Tells what else it read: the files the builder imports. */
async function makeFolder(entry, name, make) {
  const { build } = await import("esbuild");
  const builder = path.join(dist, `${name}-builder.js`);
  const { metafile } = await build({
    ...bundling,
    entryPoints: [entry],
    outfile: builder,
    metafile: true,
  });
  const made = await import(`${pathToFileURL(builder).href}?${Date.now()}`);

  const fresh = path.join(dist, `${name}.new`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await make(made, fresh);
  await rm(path.join(dist, name), { recursive: true, force: true });
  await rename(fresh, path.join(dist, name));
  return Object.keys(metafile.inputs);
}

async function makeBundles() {
  const { build } = await import("esbuild");
  const present = Object.entries(entryPoints).filter(([, file]) =>
    existsSync(path.join(root, file)),
  );
  await build({ ...bundling, entryPoints: Object.fromEntries(present), outdir: dist });
  const forBrowser = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    logLevel: "error",
    plugins: [englishOnly],
  };
  const worker = await build({ ...forBrowser, entryPoints: [clientHost.worker], write: false });
  await build({
    ...forBrowser,
    entryPoints: [clientHost.host],
    outfile: path.join(dist, "browser", "host.js"),
    define: { WORKER_SCRIPT: JSON.stringify(worker.outputFiles[0].text) },
  });
}

async function makeZod() {
  const { build } = await import("esbuild");
  const names = await zodInUse(root, pageSources);
  await build({
    stdin: { contents: `export { ${names.join(", ")} } from "zod/mini";`, resolveDir: root },
    outfile: path.join(root, parts.zod.output),
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    logLevel: "error",
    plugins: [englishOnly],
  });
}

async function makeSite() {
  // NODE_ENV is left to Next: a value from the caller's shell makes it build a half-development site.
  const { NODE_ENV: _, ...env } = process.env;
  await run(["node_modules/next/dist/bin/next", "build"], { ...env, NEXT_TELEMETRY_DISABLED: "1" });
}

/** Runs Node on `args` without a word unless it fails; then everything it said is shown. It dies with us. */
function run(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    const stop = (signal) => {
      child.kill(signal);
      process.exit(128 + constants.signals[signal]);
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      if (code === 0) resolve();
      else reject(new Error(`${args.join(" ")} failed:\n${Buffer.concat(said).toString()}`));
    });
  });
}

/** Makes the named parts that are not current, one after the other, and says so on stderr. */
export async function build(names = Object.keys(parts)) {
  await whileLocked(path.join(dist, "build.lock"), async () => {
    for (const name of names) await makeIfStale(name);
  });
}

async function makeIfStale(name) {
  const { says, reads, output, make, needs = [] } = parts[name];
  for (const other of needs) await makeIfStale(other);
  const kept = path.join(dist, `${name}.fingerprint`);
  const always = [...reads, "package-lock.json", "scripts/build.mjs"];
  if (existsSync(path.join(root, output)) && isCurrent(root, kept, always)) return;

  const started = performance.now();
  process.stderr.write(`${says} … `);
  // Taken before the work: an input that changes meanwhile makes the result stale, as it should.
  const before = fingerprint(root, always);
  try {
    const alsoRead = (await make()) ?? [];
    keepFingerprint(kept, { always: before, alsoRead, also: fingerprint(root, alsoRead) });
  } catch (error) {
    process.stderr.write("failed\n");
    throw error;
  }
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) {
    console.error(
      `No such part: ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`,
    );
    process.exit(1);
  }
  try {
    await build(asked.length > 0 ? asked : undefined);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
