// Stand-ins for what express and its friends import: modules of Node's that a sandbox has in another form, and packages
// that are large for what is used of them. What cannot be had says so when it is used.
import type { Plugin } from "esbuild";

const absent = (module: string, names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `export const ${name} = () => { throw new Error("${module} is not in the sandbox"); };`,
    )
    .join("\n");

const MODULES: Record<string, string> = {
  fs: "import { ownFiles } from './own-files.ts'; module.exports = ownFiles",
  path: "module.exports = require('path-browserify')",
  querystring: "import { querystring } from './querystring.ts'; module.exports = querystring",
  stream:
    "import { Stream } from './stream.ts'; module.exports = Object.assign(Stream, { Stream })",
  string_decoder: "export { StringDecoder } from './string-decoder.ts'",
  url: "import { nodeUrl } from './node-url.ts'; module.exports = nodeUrl",
  net: "export const isIP = (text) => /^\\d+(\\.\\d+){3}$/.test(text) ? 4 : text.includes(':') ? 6 : 0",
  os: "export const homedir = () => '/'",
  zlib: absent("zlib: send the body as it is", [
    "createInflate",
    "createGunzip",
    "createBrotliDecompress",
  ]),
  async_hooks: "module.exports = {}",
  diagnostics_channel: "module.exports = {}",
  tty: "export const isatty = () => false",
  debug: "const off = () => {}; off.enabled = false; module.exports = () => off",
  depd: "module.exports = () => Object.assign(() => {}, { function: (made) => made, property: () => {} })",
  "safe-buffer": "module.exports = require('buffer')",
  semver: "export const satisfies = () => true",
  "side-channel":
    "module.exports = () => { const its = new WeakMap(); return { get: (key) => its.get(key), set: (key, value) => its.set(key, value), has: (key) => its.has(key), delete: (key) => its.delete(key), assert() {} }; }",
  // Half a megabyte of tables of encodings that no client sends any more.
  "iconv-lite": `
    import { Buffer } from 'buffer';
    import { StringDecoder } from './string-decoder.ts';
    export const encodingExists = (name) => Buffer.isEncoding(name) || /^(iso-8859-1|us-ascii|windows-1252)$/i.test(name);
    const known = (name) => Buffer.isEncoding(name) ? name.toLowerCase() : 'latin1';
    export const getDecoder = (name) => {
      if (!encodingExists(name)) throw new Error('Encoding not recognized: ' + name);
      return new StringDecoder(known(name));
    };
    export const decode = (bytes, name) => Buffer.from(bytes).toString(known(name));`,
  // A table of a thousand types, which the host has.
  "mime-types": `
    import { mimeType } from './wall.ts';
    const by = (call) => (text) => typeof text === 'string' && mimeType(call, text) || false;
    export const lookup = by('lookup'), contentType = by('contentType'), extension = by('extension'), charset = by('charset');`,
};

/** `guest` is the folder that the stand-ins import from. */
export function friendStandIns(guest: string): Plugin {
  const names = Object.keys(MODULES).join("|");
  return {
    name: "friend-stand-ins",
    setup(bundler) {
      bundler.onResolve({ filter: new RegExp(`^(node:)?(${names})$`) }, ({ path: name }) => ({
        path: name.replace(/^node:/, ""),
        namespace: "friend-stand-in",
      }));
      bundler.onLoad({ filter: /.*/, namespace: "friend-stand-in" }, ({ path: name }) => ({
        contents: MODULES[name] ?? "",
        resolveDir: guest,
        loader: "ts",
      }));
    },
  };
}
