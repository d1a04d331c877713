// What strips the types of TypeScript: the published swc, metered. Runs at build time only.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type Metered, meter } from "./meter.ts";

/** The published package that everything here was measured and read with: one script, with the binary in it. */
const SWC_SHA256 = "4e5bbbc203f21c19557476192e1bbc5b074e01f4e1a212799f4d809cdac5c59e";
const METERED = { loops: 4905, functions: 4779, copies: 1111 } as const;

/** 64 KiB pages of memory as published, and with the most it may grow to here: 32 MiB. */
const MEMORY = "(memory $0 40)";
const CAPPED_MEMORY = "(memory $0 40 512)";

/**
 * Writes `stripper.wasm` to `outDir`. `root` is the project's folder, where node_modules is.
 * @throws when the pinned package is not the one installed, or its meter counts differ.
 */
export async function buildStripper(outDir: string, root = process.cwd()): Promise<void> {
  const require = createRequire(path.join(root, "package.json"));
  const published = await readFile(require.resolve("@swc/wasm-typescript"), "utf8");
  const sha256 = createHash("sha256").update(published).digest("hex");
  const [, base64] = /Buffer\.from\('([A-Za-z0-9+/=]+)', 'base64'\)/.exec(published) ?? [];
  if (sha256 !== SWC_SHA256 || !base64)
    throw new Error(`@swc/wasm-typescript is not the pinned build: its SHA-256 is ${sha256}`);
  const { binary, ...counts } = meterStripper(Buffer.from(base64, "base64"));
  if (JSON.stringify(counts) !== JSON.stringify(METERED)) {
    throw new Error(
      `the meter is not complete: ${JSON.stringify(counts)}, expected ${JSON.stringify(METERED)}`,
    );
  }
  await writeFile(path.join(outDir, "stripper.wasm"), binary);
}

const meterStripper = (source: Uint8Array): Metered =>
  meter(source, (text) => {
    if (text.split(MEMORY).length !== 2) throw new Error("a memory of unknown shape");
    return { text: text.replace(MEMORY, CAPPED_MEMORY), unmetered: "" };
  });
