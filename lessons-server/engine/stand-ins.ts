// Stand-ins for the modules that packages of the guest import and that a sandbox cannot have, or has in another form.
import path from "node:path";
import type { Plugin } from "esbuild";

/** Modules that the socket.io package imports, and what stands in for each inside the sandbox. */
const STAND_INS: Record<string, string> = {
  http: "export * from './http.ts'; export const createServer = (...args) => http.createServer(...args); import { http } from './http.ts'",
  https: "export class Server {}",
  http2: "export class Http2SecureServer {}",
  fs: "export { createReadStream } from './absent.ts'",
  zlib: "export { createBrotliCompress, createGzip, createDeflate } from './absent.ts'",
  stream: "export { pipeline } from './absent.ts'",
  path: "export { join } from './absent.ts'",
  crypto: "import { crypto } from './crypto.ts'; export const { randomBytes, randomUUID } = crypto",
  timers:
    "import { timers } from './timers.ts'; export const { setTimeout, clearTimeout } = timers",
  "engine.io": "export * from './engine.ts'",
  accepts: "module.exports = () => ({ encodings: () => false })",
  ws: "module.exports = {}",
  debug:
    "const off = () => {}; off.enabled = false; module.exports = () => off; module.exports.debug = module.exports",
  // Parts of packages that nothing in a sandbox reaches.
  "./cluster-adapter": "module.exports = {}",
  "./uws": "export const restoreAdapter = () => {}",
};

/** Makes ids with one call to the host: socket.io and its adapter each have a copy of base64id. */
const IDS = "import { freshId } from './wall.ts'; export const base64id = { generateId: freshId }";

/** `guest` is the folder that the stand-ins import from. */
export function standIns(guest: string): Plugin {
  const anyOf = Object.keys(STAND_INS).join("|").replaceAll(".", "\\.");
  return {
    name: "stand-ins",
    setup(bundler) {
      bundler.onResolve({ filter: new RegExp(`^(node:)?(${anyOf})$`) }, ({ path: name }) => ({
        path: name.replace(/^node:/, ""),
        namespace: "stand-in",
      }));
      bundler.onResolve({ filter: /contrib\/base64id$/ }, () => ({
        path: "ids",
        namespace: "stand-in",
      }));
      bundler.onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path: name }) => ({
        contents: name === "ids" ? IDS : (STAND_INS[name] ?? ""),
        resolveDir: guest,
        loader: "ts",
      }));
      // Parts of the package that its export map hides: a seam needs them.
      bundler.onResolve({ filter: /^socket\.io\/dist\// }, ({ path: name }) => ({
        path: path.join(guest, "../../node_modules", name),
      }));
    },
  };
}
