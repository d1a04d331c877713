// What the page uses of zod/mini. Next keeps all that zod's modules name of each other, which is twice as much as is used;
// esbuild, told what is used, keeps that.
import { readFileSync } from "node:fs";
import path from "node:path";
import { filesUnder } from "./fingerprint.mjs";

const CALLED = /\bz\.(\w+)\(/g;

/**
 * The names that the modules under these folders call of it, sorted.
 * @returns {string[]}
 */
export function zodInUse(root, folders) {
  const names = filesUnder(root, folders)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(root, file), "utf8"))
    .filter((text) => text.includes('import * as z from "zod/mini"'))
    .flatMap((text) => [...text.matchAll(CALLED)].map(([, name]) => String(name)));
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}
