// `npm run dev` runs this under `tsx watch`: the server restarts when its files change, Next reloads the page's own.
import path from "node:path";
import { build, root } from "./build.mjs";

process.env.NEXT_TELEMETRY_DISABLED = "1";
try {
  await build(["engine", "bundles", "types"]);
  const { addressFrom, serve } = await import("../lessons-server/index.ts");
  await serve({ address: addressFrom(process.env), dev: true, dist: path.join(root, "dist") });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
