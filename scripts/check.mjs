// `npm run check`: every gate that needs no browser, each with its time. All run, so one look shows all that is wrong.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const bin = (file) => path.join(root, "node_modules", file);
const next = bin("next/dist/bin/next");

const gates = [
  ["lock", "scripts/lock-guard.mjs"],
  ["format", bin("@biomejs/biome/bin/biome"), "format", "."],
  ["lint", bin("oxlint/bin/oxlint")],
  ["route types", next, "typegen"],
  ["types", bin("typescript/bin/tsc"), "--noEmit"],
  ["unit", bin("vitest/vitest.mjs"), "run"],
];

const asked = process.argv.slice(2);
const failed = [];
for (const [name, ...command] of gates) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: name === "unit" ? "inherit" : "pipe",
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} ${seconds} s`);
  if (status === 0) continue;
  failed.push(name);
  if (name !== "unit") process.stdout.write(stdout + stderr);
}
if (failed.length > 0) {
  console.error(`Not passed: ${failed.join(", ")}.`);
  process.exitCode = 1;
}
