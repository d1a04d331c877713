// The files of a program: which kind each is, what a name in them leads to, and their text as QuickJS may read it.
// TypeScript loses its types and keeps its lines and columns.
import { parse as parseCommonJs } from "cjs-module-lexer";
import { parse as parseModule } from "es-module-lexer";
import type { Program } from "#protocol/program.ts";
import { awaitsOutside } from "./v8-parser.ts";

const EXTENSIONS = [
  "",
  ".js",
  ".ts",
  ".mjs",
  ".cjs",
  ".mts",
  ".cts",
  ".json",
  "/index.js",
  "/index.ts",
];
/** What a TypeScript program writes for the file it means: `./names.js` is `names.ts`. */
const WRITTEN_FOR: Record<string, string> = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };

export type Kind = "module" | "commonjs" | "json";
export type Import = {
  readonly name: string;
  readonly statement: string;
  /** `server.js:1:24`, where the name stands; counted only when it is asked for. */
  readonly place: () => string;
};
export type Files = {
  has(file: string): boolean;
  kind(file: string): Kind;
  /** As it was written; undefined when there is no such file. */
  raw(file: string): string | undefined;
  hasFolder(folder: string): boolean;
  /** Plain JavaScript of a file. @throws Thrown when it is not valid TypeScript. */
  text(file: string): string;
  /** The file that a relative `name` in `from` means. */
  resolve(name: string, from: string): string | undefined;
  /** Names that a CommonJS file seems to export, for `import { … }` from it. */
  exportsOf(file: string): readonly string[];
  /** Each static import or re-export of a module file: the name it asks for, its place, and the whole statement. */
  imports(file: string): readonly Import[];
};

/** Opens a program's files. Reading is lazy: a file nobody imports is never parsed, nor are its types stripped. */
export function openFiles(
  { files }: Pick<Program, "files">,
  stripTypes: (file: string, source: string) => string,
): Files {
  const texts = new Map<string, string>();
  const has = (file: string): boolean => Object.hasOwn(files, file);

  const text = (file: string): string => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const source = (has(file) && files[file]) || "";
    const plain = /\.[mc]?ts$/.test(file) ? stripTypes(file, source) : source;
    texts.set(file, plain);
    return plain;
  };

  const kinds = new Map<string, Kind>();
  const kind = (file: string): Kind => {
    const known = kinds.get(file) ?? kindOf(file, () => text(file));
    kinds.set(file, known);
    return known;
  };

  return {
    has,
    raw: (file) => (has(file) ? files[file] : undefined),
    hasFolder: (folder) =>
      folder === "" || Object.keys(files).some((file) => file.startsWith(`${folder}/`)),
    text,
    kind,
    resolve: (name, from) => {
      if (!/^\.{0,2}\//.test(name)) return undefined;
      const base = normalise(name.startsWith("/") ? name : `${folderOf(from)}${name}`);
      const written = /\.[mc]?js$/.exec(base)?.[0];
      const asTypeScript = written
        ? base.slice(0, -written.length) + WRITTEN_FOR[written]
        : undefined;
      const candidates = [
        ...EXTENSIONS.map((extension) => base + extension),
        ...(asTypeScript ? [asTypeScript] : []),
      ];
      return candidates.find(has);
    },
    exportsOf: (file) => {
      try {
        return parseCommonJs(text(file)).exports.filter(
          (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default",
        );
      } catch {
        return [];
      }
    },
    imports: (file) => {
      const source = text(file);
      try {
        return parseModule(source)[0].flatMap(
          ({ type, specifier, start, importStart, importEnd }) =>
            specifier === null || type === "dynamic"
              ? []
              : [
                  {
                    name: specifier,
                    place: () => placeOf(file, source, start),
                    statement: source.slice(importStart, importEnd),
                  },
                ],
        );
      } catch {
        // QuickJS will say what is wrong with the text, and where.
        return [];
      }
    },
  };
}

/** As Node decides for a file with no package.json above it: what only a module may say makes a module. */
function kindOf(file: string, text: () => string): Kind {
  if (file.endsWith(".json")) return "json";
  if (/\.m[jt]s$/.test(file)) return "module";
  if (/\.c[jt]s$/.test(file)) return "commonjs";
  return hasModuleSyntax(text()) ? "module" : "commonjs";
}

function hasModuleSyntax(text: string): boolean {
  try {
    const [, , , found] = parseModule(text);
    return found || awaitsOutside(text);
  } catch {
    return /^[ \t]*(import|export)\b/m.test(text);
  }
}

export function placeOf(file: string, text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

const folderOf = (file: string): string =>
  file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";

/** `a/./b/../c` → `a/c`; never above the root. */
function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
