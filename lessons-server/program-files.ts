// Reads a server file from disk together with the files of its own that it imports, as a program for the sandbox.
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import type { Program } from "#protocol/program.ts";
import { fileSizes, programRefusal } from "./gateway/program-limits.ts";

export type Read =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly text: string };

/** @returns the program, or a sentence that says why there is none and what to do. */
export async function readProgram(file: string): Promise<Read> {
  const entry = path.resolve(file);
  const found = await stat(entry).catch(() => undefined);
  if (!found)
    return {
      ok: false,
      text: `There is no file ${file}. Is the path right, seen from the folder you are in?`,
    };
  if (!found.isFile())
    return {
      ok: false,
      text: `${file} is not a file. Name the server's file, such as ${path.join(file, "server.js")}.`,
    };
  const early = programRefusal([{ name: path.basename(entry), bytes: found.size }]);
  if (early) return { ok: false, text: early.text };

  const reached = await ownFiles(entry);
  const root = commonFolder(reached);
  const files: Record<string, string> = {};
  for (const one of reached)
    files[path.relative(root, one).split(path.sep).join("/")] = await readFile(one, "utf8");
  const refusal = programRefusal(fileSizes({ files }));
  if (refusal) return { ok: false, text: refusal.text };
  return {
    ok: true,
    program: { entry: path.relative(root, entry).split(path.sep).join("/"), files },
  };
}

/** The files that esbuild reaches from `entry` without leaving it for a package. What is wrong in them, the run will say. */
async function ownFiles(entry: string): Promise<string[]> {
  const reached = new Set([entry]);
  await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
    plugins: [
      {
        name: "reached",
        setup: (bundler) => {
          bundler.onLoad({ filter: /\.([mc]?[jt]s|json)$/ }, ({ path: file }) => {
            reached.add(file);
            return undefined;
          });
        },
      },
    ],
  }).catch(() => undefined);
  return [...reached];
}

function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => path.dirname(file).split(path.sep));
  const [first = [], ...others] = folders;
  let shared = first.length;
  for (const parts of others) {
    while (parts.slice(0, shared).join(path.sep) !== first.slice(0, shared).join(path.sep))
      shared--;
  }
  return first.slice(0, shared).join(path.sep) || path.sep;
}
