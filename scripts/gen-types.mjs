// Gathers the type declarations of Socket.IO, server and client, into one file that the editor fetches. The build runs
// it: what the learner is told of `socket.` is what the pinned version says.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const DECLARATION = /\.d\.[mc]?ts$/;
/** Each package and the folders its declarations are in. The parsers have theirs twice, for both kinds of import. */
const packages = [
  ["socket.io", "dist"],
  ["socket.io-adapter", "dist"],
  ["socket.io-client", "build/esm"],
  ["engine.io", "build"],
  ["engine.io-client", "build/esm", "build/cjs"],
  ["socket.io-parser", "build/esm", "build/cjs"],
  ["engine.io-parser", "build/esm", "build/cjs"],
  ["@socket.io/component-emitter", "lib/esm", "lib/cjs"],
];

/** The declarations by path from the root of the tree. */
function declarations(root) {
  const found = {};
  for (const [name, ...folders] of packages) {
    const home = path.join(root, "node_modules", name);
    const { version, type, types, main, exports } = JSON.parse(
      readFileSync(path.join(home, "package.json"), "utf8"),
    );
    found[`node_modules/${name}/package.json`] = JSON.stringify({
      name,
      version,
      type,
      types,
      main,
      exports,
    });
    for (const folder of folders)
      for (const file of readdirSync(path.join(home, folder), { recursive: true }))
        if (DECLARATION.test(file))
          found[path.posix.join("node_modules", name, folder, file.replaceAll(path.sep, "/"))] =
            readFileSync(path.join(home, folder, file), "utf8");
  }
  return found;
}

export function generateTypes(root) {
  const file = path.join(root, "public/types/socket-io.json");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(declarations(root)));
}
