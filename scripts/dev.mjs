// `npm run dev` runs this under `tsx watch`: the server restarts when its files change, Next reloads the page's own, and
// open pages are told when a file of the course changes.
import path from "node:path";
import { build, root } from "./build.mjs";

process.env.NEXT_TELEMETRY_DISABLED = "1";
try {
  await build(["engine", "bundles", "types"]);
  const { readEnvironment, serve } = await import("../lessons-server/index.ts");
  const { authoringMount } = await import("../lessons-server/authoring.ts");
  await serve({
    environment: readEnvironment(process.env),
    dev: true,
    dist: path.join(root, "dist"),
    also: [authoringMount(path.join(root, "content"))],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
