// `npm start`: check the address, build what is not current, serve.
import path from "node:path";
import { build, root } from "./build.mjs";

process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(root);
process.setSourceMapsEnabled(true);

try {
  await build(["bundles"]);
  const { assertFree, readEnvironment, serve } = await import(path.join(root, "dist/server.js"));
  const environment = readEnvironment(process.env);
  await assertFree(environment.address);
  await build(["engine", "types", "site"]);
  await serve({ environment, dev: false, dist: path.join(root, "dist") });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
