// `npm run bench [-- --json FILE]`: the measurements, on the built engine, in this very process.
import path from "node:path";
import { build, root } from "./build.mjs";

await build(["engine", "bundles"]);
process.setSourceMapsEnabled(true);
const entry = path.join(root, "dist/bench.js");
process.argv[1] = entry;
await import(entry);
