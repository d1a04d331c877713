// What `import` loads: a program's own modules, and small modules made on the spot for packages and CommonJS files.
import type { Files } from "./files.ts";
import { type GuestError, Thrown } from "./heap.ts";
import { withImportMeta } from "./import-meta.ts";
import type { NotFound } from "./not-found.ts";
import type { Exports } from "./templates.ts";

/** Keys under which the guest keeps its packages and its `require` for the modules made here. */
const PACKAGES = 'globalThis[Symbol.for("sandbox.packages")]';
const REQUIRE = 'globalThis[Symbol.for("sandbox.require")]';

export type Linker = {
  /** The module that `name` means in the file `from`. */
  resolve(name: string, from: string): string;
  /** Text of the module QuickJS asks for by its resolved name. Where there is none, a text that throws what is wrong. */
  source(name: string): string;
  /** Finds an import that leads nowhere before anything runs, so that its fault can name the line. @throws Thrown */
  assertImports(entry: string): void;
  /** Gives an error of linking, which QuickJS reports without a place, the place of the import it is about. */
  placed(error: GuestError, entry: string): GuestError;
};

/**
 * Stands behind a module that only `import()` reaches. QuickJS evaluates a module without an await through a promise
 * of its own that nobody handles: one that throws would end the program although the `import()` is caught.
 */
const AWAITED = "\nawait undefined;";

/** Before the names of modules that are made here: frames in them are nobody's. */
const MADE_HERE = "sandbox:";

/** Links a program's files with the packages of the sandbox: their names, and the names each exports. */
export function linkerOf(files: Files, packages: Exports, notFound: NotFound): Linker {
  /** The program's module files that `entry` reaches, itself first. */
  function* reachable(entry: string, seen = new Set<string>()): Generator<string> {
    if (seen.has(entry) || files.kind(entry) !== "module") return;
    seen.add(entry);
    yield entry;
    for (const { name } of files.imports(entry)) {
      const next = files.resolve(name, entry);
      if (next) yield* reachable(next, seen);
    }
  }

  /** The module that a name means, as QuickJS is to call it. */
  const meant = (name: string, from: string): string | undefined => {
    if (Object.hasOwn(packages, name)) return MADE_HERE + name;
    const file = files.resolve(name, from);
    return file === undefined || isModule(file) ? file : MADE_HERE + file;
  };

  /** A file that cannot be read says why when it is loaded. */
  function isModule(file: string): boolean {
    try {
      return files.kind(file) === "module";
    } catch (error) {
      if (error instanceof Thrown) return true;
      throw error;
    }
  }

  /** Modules that are part of the program from the start. */
  const linked = new Set<string>();
  /** Names that an `import()` asked for in vain, with the file that did. A static one ends the program before it runs. */
  const nowhere = new Map<string, string>();

  function textOf(module: string): string {
    if (!module.startsWith(MADE_HERE)) return withImportMeta(files.text(module), module);
    const name = module.slice(MADE_HERE.length);
    const asker = nowhere.get(module);
    if (asker !== undefined) {
      const message = notFound(name, asker);
      return throwing({ name: "Error", message, stack: "" }, "ERR_MODULE_NOT_FOUND");
    }
    const exported = Object.hasOwn(packages, name) ? packages[name] : undefined;
    if (exported) return reexport(`${PACKAGES}(${JSON.stringify(name)})`, exported);
    const value = `((value) => ({ ...value, default: value }))(${REQUIRE}(${JSON.stringify(name)}))`;
    return reexport(value, ["default", ...files.exportsOf(name)]);
  }

  return {
    resolve: (name, from) => {
      const found = meant(name, from);
      if (found !== undefined) return found;
      nowhere.set(MADE_HERE + name, from);
      return MADE_HERE + name;
    },
    source: (name) => {
      if (linked.has(name)) return textOf(name);
      try {
        return textOf(name) + AWAITED;
      } catch (error) {
        // A file that is no TypeScript. QuickJS is in the midst of an import: only a module can answer it.
        if (error instanceof Thrown) return throwing(error.error) + AWAITED;
        throw error;
      }
    },
    assertImports: (entry) => {
      for (const file of reachable(entry)) {
        for (const { name, place } of files.imports(file)) {
          const found = meant(name, file);
          if (found !== undefined) {
            linked.add(found);
            continue;
          }
          throw new Thrown({
            name: "Error",
            message: notFound(name, file),
            stack: `    at ${place()}\n`,
          });
        }
      }
    },
    placed: (error, entry) => {
      const [, wanted, from] =
        /^Could not find export '([^']+)' in module '([^']+)'$/.exec(error.message) ?? [];
      if (!wanted || !from || /^\s*at /m.test(error.stack)) return error;
      for (const file of reachable(entry)) {
        for (const { name, place, statement } of files.imports(file)) {
          if (meant(name, file) === from && statement.includes(wanted)) {
            const message = `The requested module '${name}' does not provide an export named '${wanted}'`;
            return { ...error, message, stack: `    at ${place()}\n` };
          }
        }
      }
      return error;
    },
  };
}

const throwing = ({ name, message, stack }: GuestError, code?: string): string =>
  `throw Object.assign(new ${name}(${JSON.stringify(message)}), ${JSON.stringify({
    ...(code && { code }),
    ...(stack && { stack }),
  })});`;

const reexport = (value: string, names: readonly string[]): string =>
  [
    `const it = ${value};`,
    ...names.map((name, i) =>
      name === "default"
        ? "export default it.default;"
        : `const e${i} = it[${JSON.stringify(name)}]; export { e${i} as ${name} };`,
    ),
  ].join("");
