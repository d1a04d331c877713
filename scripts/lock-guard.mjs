// Fails when package-lock.json lacks a platform's optional package. npm drops such entries in silence when a
// registry does not have them yet, and `npm ci` then fails on every machine with "Missing: … from lock file".
import { readFileSync } from "node:fs";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const wrong = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    const found =
      lock.packages[`${place}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
    if (!found) wrong.push(`${place} ${entry.version} lacks its optional package ${name}`);
  }
  if (entry.resolved)
    wrong.push(`${place} names the host it came from (set omit-lockfile-registry-resolved=true)`);
  if (place.startsWith("node_modules/") && !entry.link && !entry.integrity)
    wrong.push(`${place} has no integrity hash`);
}
if (wrong.length > 0) {
  console.error(`package-lock.json is not complete:\n  ${wrong.join("\n  ")}`);
  console.error(
    "Pin the package to a version whose platform packages are all published, then npm install.",
  );
  process.exitCode = 1;
}
