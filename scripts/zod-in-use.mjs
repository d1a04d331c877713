// What the page uses of zod/mini. Next keeps all that zod's modules name of each other, which is twice as much as is used;
// esbuild, told what is used, keeps that.
import { readFileSync } from "node:fs";
import path from "node:path";
import { filesUnder } from "./fingerprint.mjs";

const WHOLE = 'import * as z from "zod/mini";';
const MEMBER = /\bz\.(\w+)/g;
/** Handed on, taken apart or asked for by a computed name. */
const OTHERWISE = /(?:[=(,:[{]|\.\.\.|return)\s*z\s*[;,)\]}[]|\bz\s*(?:\[|\?\.)/;

/**
 * The names that the modules under these folders use of it when they run, sorted; what is only a type is none.
 * @returns {Promise<string[]>}
 * @throws when a module uses it in a way that does not say what it uses: in production that would be undefined.
 */
export async function zodInUse(root, folders) {
  const { transformSync } = await import("esbuild");
  const names = filesUnder(root, folders)
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      if (!text.includes("zod/mini")) return [];
      // Without types and comments.
      const { code } = transformSync(text, { loader: "tsx", jsx: "automatic", charset: "utf8" });
      const rest = code.replace(WHOLE, "");
      if (rest.includes("zod/mini") || (rest !== code && OTHERWISE.test(rest)))
        throw new Error(
          `${file}: write \`${WHOLE}\`, and z.name wherever one is used: the page gets only what is named so`,
        );
      return rest === code ? [] : [...rest.matchAll(MEMBER)].map(([, name]) => name);
    });
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}
