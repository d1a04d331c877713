// Gathers the type declarations that the editor fetches, one file for the world of a server and one for that of its
// clients: what the learner is told of `socket.` is what the pinned version says. The build runs it.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { typescript as ts } from "monaco-editor/languages/features/typescript/lib/typescriptServices";
import { publicMembers } from "./public-members.mjs";

/** What a program may import in each world. What those packages import themselves is found from there. */
export const worlds = {
  server: [
    ["socket.io", "express", "cors", "jsonwebtoken", "body-parser", "cookie-parser"],
    ["dotenv", "dotenv/config", "nanoid", "uuid"],
  ].flat(),
  client: ["socket.io-client"],
};

/** The parts of Node that the sandbox has, and those whose types they are made of. */
const nodes = new Set(
  [
    ["globals", "globals.typedarray", "buffer.buffer", "compatibility/index"],
    ["web-globals/abortcontroller", "web-globals/domexception", "web-globals/events"],
    ["buffer", "console", "crypto", "events", "http", "perf_hooks", "process"],
    ["assert", "path", "timers", "timers/promises", "util"],
    ["module", "net", "querystring", "stream", "stream/promises", "string_decoder", "url"],
  ].flat(),
);
const NODE = "node_modules/@types/node/";
const REFERENCE = /^\/\/\/ <reference path="(.+)\.d\.ts" \/>\n/gm;

export function generateTypes(root) {
  const folder = path.join(root, "public/types");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [world, imports] of Object.entries(worlds))
    writeFileSync(path.join(folder, `${world}.json`), JSON.stringify(declarations(root, imports)));
}

/**
 * The declarations that these imports reach, and the package.json of each package on the way, by path from the root. A
 * package without any is at least known to be there.
 */
export function declarations(root, imports) {
  const { files, untyped } = reached(root, imports);
  const found = {
    "untyped.d.ts": untyped.map((name) => `declare module "${name}";\n`).join(""),
  };
  for (const file of files) {
    const text = readFrom(root, file);
    found[file] = publicMembers(file, text);
    const home = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(file)?.[0];
    const { name, version, type, types, typings, main, exports } = JSON.parse(
      readFrom(root, `${home}package.json`),
    );
    found[`${home}package.json`] = JSON.stringify({
      name,
      version,
      type,
      types: types ?? typings,
      main,
      exports,
    });
    // A folder of modules inside a package of scripts says so itself; its imports are found by that.
    for (let folder = path.dirname(file); `${folder}/` !== home; folder = path.dirname(folder)) {
      const own = readFrom(root, `${folder}/package.json`);
      if (own) found[`${folder}/package.json`] = JSON.stringify({ type: JSON.parse(own).type });
    }
  }
  return found;
}

/** Files by their paths from the root, found as the editor's own TypeScript will find them; and what is not found. */
function reached(root, imports) {
  const entry = "entry.ts";
  const text = imports.map((name) => `import "${name}";\n`).join("");
  const read = (file) => (file === entry ? text : readFrom(root, file));
  const host = {
    readFile: read,
    fileExists: (file) => read(file) !== undefined,
    directoryExists: (folder) => existsSync(path.join(root, folder)),
    getSourceFile(file, version) {
      const found = read(file);
      return found === undefined ? undefined : ts.createSourceFile(file, found, version);
    },
    getCurrentDirectory: () => "",
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getDefaultLibFileName: () => "",
    getNewLine: () => "\n",
    writeFile: () => {},
  };
  const options = {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ESNext,
    noLib: true,
    types: [],
  };
  const program = ts.createProgram([entry], options, host);
  const all = program.getSourceFiles().map(({ fileName }) => fileName);
  const isDeclared = (name) => {
    const { resolvedModule } = ts.resolveModuleName(name, entry, options, host);
    return resolvedModule?.extension.endsWith("ts") ?? false;
  };
  return {
    // Node has a module of the same name as the package `buffer`, and that is what a program means by it.
    files: all.filter((file) => file !== entry && !file.startsWith("node_modules/buffer/")),
    untyped: imports.filter((name) => !isDeclared(name)),
  };
}

/** The file's text; of Node's declarations, only the parts above are named in its index. */
function readFrom(root, file) {
  const absolute = path.join(root, file);
  if (!existsSync(absolute) || !statSync(absolute).isFile()) return undefined;
  const text = readFileSync(absolute, "utf8");
  return file === `${NODE}index.d.ts`
    ? text.replace(REFERENCE, (line, part) => (nodes.has(part) ? line : ""))
    : text;
}
