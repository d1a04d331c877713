// `npm run sandbox -- file.js …`: the terminal's way to a sandbox, in this very process, so that signals and the
// exit code are its own.
import path from "node:path";
import { build, root } from "./build.mjs";

await build(["engine", "bundles"]);
process.setSourceMapsEnabled(true);
const entry = path.join(root, "dist/sandbox.js");
process.argv[1] = entry;
await import(entry);
