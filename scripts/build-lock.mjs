// One build at a time: `npm run dev` and a test run may start in the same second, and both write dist/.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const RETRY_MS = 100;
const SAY_SO_MS = 2_000;
/** No build takes this long. In a container the number of a dead process is soon another's, so age decides too. */
const STALE_MS = 10 * 60_000;

function holderIsAlive(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return false;
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!holderIsAlive(file)) rmSync(file, { force: true });
    return false;
  }
}

/** Runs `work` while no other process does; a holder that died does not block. */
export async function whileLocked(file, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  const started = performance.now();
  let said = false;
  while (!take(file)) {
    await wait(RETRY_MS);
    if (said || performance.now() - started < SAY_SO_MS) continue;
    said = true;
    console.error(`Waiting for another build. If none is running, delete ${file}`);
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}
