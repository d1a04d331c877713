// Makes what the runner boots from: the metered QuickJS and the snapshot with the guest loaded.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { takeSnapshot, writeSnapshot } from "#lessons-server/runner/snapshot.ts";
import { fileOf, TEMPLATES } from "#lessons-server/runner/templates.ts";
import { bundleGuest } from "./bundle.ts";
import { meterQuickJs } from "./quickjs.ts";

/** The published QuickJS that everything here was measured and read with. */
const QUICKJS_SHA256 = "105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232";
const METERED = { loops: 1079, functions: 1319, copies: 98 } as const;

/**
 * Writes `quickjs.wasm` and a snapshot of each template to `outDir`.
 * `root` is the project's folder, where the guest's sources and node_modules are.
 * @throws when the pinned QuickJS is not the one installed, or its meter counts differ.
 */
export async function buildEngine(outDir: string, root = process.cwd()): Promise<void> {
  const require = createRequire(path.join(root, "package.json"));
  const published = await readFile(require.resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));
  const sha256 = createHash("sha256").update(published).digest("hex");
  if (sha256 !== QUICKJS_SHA256)
    throw new Error(`QuickJS is not the pinned build: its SHA-256 is ${sha256}`);

  const { binary, ...counts } = meterQuickJs(published);
  if (JSON.stringify(counts) !== JSON.stringify(METERED)) {
    throw new Error(
      `the meter is not complete: ${JSON.stringify(counts)}, expected ${JSON.stringify(METERED)}`,
    );
  }
  const module = new WebAssembly.Module(new Uint8Array(binary));
  const scripts = await bundleGuest(path.join(root, "lessons-server/guest"));
  await mkdir(outDir, { recursive: true });
  await writeFile(path.join(outDir, "quickjs.wasm"), binary);
  for (const template of TEMPLATES) {
    const snapshot = await takeSnapshot(module, scripts[template]);
    await writeFile(path.join(outDir, fileOf(template)), writeSnapshot(snapshot));
  }
}
