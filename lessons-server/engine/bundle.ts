// Bundles the guest: the published socket.io package over thin stand-ins for the modules a sandbox cannot have.
import path from "node:path";
import { type BuildOptions, type Plugin, build } from "esbuild";

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
  cors: "module.exports = () => (request, response, next) => next()",
  ws: "module.exports = {}",
  debug:
    "const off = () => {}; off.enabled = false; module.exports = () => off; module.exports.debug = module.exports",
};

function standIns(guest: string): Plugin {
  const names = new RegExp(
    `^(node:)?(${Object.keys(STAND_INS).join("|").replaceAll(".", "\\.")})$`,
  );
  return {
    name: "stand-ins",
    setup(bundler) {
      bundler.onResolve({ filter: names }, ({ path: name }) => ({
        path: name.replace(/^node:/, ""),
        namespace: "stand-in",
      }));
      bundler.onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path: name }) => ({
        contents: STAND_INS[name] ?? "",
        resolveDir: guest,
        loader: "ts",
      }));
      // socket.io-adapter and socket.io make ids with a copy of base64id: one call to the host serves both.
      bundler.onResolve({ filter: /contrib\/base64id$/ }, () => ({
        path: "base64id",
        namespace: "ids",
      }));
      bundler.onLoad({ filter: /.*/, namespace: "ids" }, () => ({
        contents:
          "import { freshId } from './wall.ts'; export const base64id = { generateId: freshId }",
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

/** The guest as one script, as it is evaluated into the template. */
export async function bundleGuest(guest: string): Promise<string> {
  const options = {
    entryPoints: [path.join(guest, "main.ts")],
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "neutral",
    mainFields: ["main"],
    conditions: ["require"],
    target: "es2022",
    // Names are kept: they show in stacks and when a value is printed.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [standIns(guest)],
  } satisfies BuildOptions;
  const { outputFiles, metafile } = await build(options);
  // A second copy (a linked node_modules makes one) would leave the seams on a package nobody uses.
  const copies = Object.keys(metafile.inputs).filter((file) =>
    file.endsWith("socket.io/dist/client.js"),
  );
  if (copies.length !== 1) throw new Error(`the guest holds socket.io ${copies.length} times`);
  const [script] = outputFiles;
  if (!script) throw new Error("esbuild wrote no guest bundle");
  return script.text;
}
