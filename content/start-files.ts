// The files a learner starts with, out of a lesson's folder, in which there are files of ours too.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const IMPORTED = /(?:\bfrom|\bimport|\brequire)[\s(]*["']\.\/([^"']+)["']/g;

/**
 * Every JavaScript and JSON file of the folder, and the TypeScript among those that `named` lists and that they import,
 * which may be named as JavaScript: `./words.js` is `words.ts`. By name, `entry` first.
 */
export async function startFiles(
  folder: string,
  { entry, named }: { readonly entry: string; readonly named: readonly string[] },
): Promise<Readonly<Record<string, string>>> {
  const there = await readdir(folder);
  const texts = new Map<string, string>();
  const take = async (name: string): Promise<void> => {
    const file = [name, name.replace(/\.js$/, ".ts"), `${name}.ts`].find((one) =>
      there.includes(one),
    );
    if (file === undefined || texts.has(file)) return;
    const text = await readFile(path.join(folder, file), "utf8");
    texts.set(file, text);
    for (const [, next = ""] of text.matchAll(IMPORTED)) await take(next);
  };
  for (const name of [...there.filter((one) => /\.(?:js|json)$/.test(one)), ...named])
    await take(name);
  const first = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
    Number(other === entry) - Number(one === entry) || one.localeCompare(other);
  return Object.fromEntries([...texts].toSorted(first));
}
