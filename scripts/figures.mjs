// `npm run figures`: records what content/*/figures/*.ts say, in the real sandbox; what has not changed stays as it is.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "content/figures.test.ts"], {
  cwd: root,
  env: { ...process.env, RECORD: "figures" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
