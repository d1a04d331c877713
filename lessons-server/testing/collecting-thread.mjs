// For tests: the runner's thread as it was built, which collects its garbage all the time. What is left is held.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const COLLECT_EVERY_MS = 300;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
setInterval(() => collect(), COLLECT_EVERY_MS);

await import(new URL("../../dist/thread.js", import.meta.url).href);
