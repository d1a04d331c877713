// What `require` and `import` find: the few packages that are in the sandbox, and the program's own files.
import { Buffer } from "buffer";
import cors from "cors";
import EventEmitter, { once } from "events";
import {
  format,
  formatWithOptions,
  inspect,
  stripVTControlCharacters,
} from "node-inspect-extracted";
import * as operators from "socket.io/dist/broadcast-operator.js";
import socketIo from "socket.io/dist/index.js";
import { callbackify, deprecate, inherits, promisify } from "./callbacks.ts";
import { console } from "./console.ts";
import { isDeepEqual } from "./deep-equal.ts";
import { TextDecoder, TextEncoder } from "./text-coding.ts";
import { crypto } from "./crypto.ts";
import { performance } from "./globals.ts";
import { Connection } from "./connection.ts";
import { Server as Engine } from "./engine.ts";
import { http } from "./http.ts";
import { parseJsonFile } from "./json.ts";
import { commonJsFiles } from "./position.ts";
import { giveNamesBack } from "./names.ts";
import { process } from "./process.ts";
import { timers } from "./timers.ts";
import { timersPromises } from "./timers-promises.ts";
import { types } from "./value-types.ts";
import { compile, readFile, resolve, whyNotFound } from "./wall.ts";

type Exports = Record<string, unknown>;

const events = Object.assign(EventEmitter, { EventEmitter, once });

const debuglog = (): (() => void) & { enabled: boolean } =>
  Object.assign(() => {}, { enabled: false });

export const util = {
  inspect,
  format,
  formatWithOptions,
  stripVTControlCharacters,
  promisify,
  callbackify,
  inherits,
  deprecate,
  types,
  isDeepStrictEqual: (one: unknown, other: unknown) => isDeepEqual(one, other),
  debuglog,
  debug: debuglog,
  isArray: Array.isArray,
  TextEncoder,
  TextDecoder,
};

/** Packages by the name a program asks for. */
const packages: Record<string, unknown> = {};
/** What importing a package does each time, beside giving its value. */
const effects: Record<string, () => void> = {};

/** Adds packages, with what importing one of them does, if anything. */
export function addPackages(
  more: Record<string, unknown>,
  doing: Record<string, () => void> = {},
): void {
  Object.assign(packages, more);
  Object.assign(effects, doing);
  giveNamesBack(Object.values(more));
}

/** Adds modules of Node's own: `node:` in front is optional. */
export function addBuiltins(more: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(more))
    addPackages({ [name]: value, [`node:${name}`]: value });
}

// `require("socket.io")` is itself a function that makes a server.
addPackages({ "socket.io": socketIo, cors });
addBuiltins({
  http,
  events,
  crypto,
  buffer: { Buffer },
  timers,
  "timers/promises": timersPromises,
  util,
  "util/types": types,
  perf_hooks: { performance },
  process,
  console,
});
giveNamesBack([globalThis, operators, Engine, Connection]);

/** Names that `import { … }` finds in each package. socket.io has no default export, as on npm. */
export const exportNames = (): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(packages).map(([name, value]) => [
      name,
      name === "socket.io"
        ? ["Server", "Namespace", "Socket"]
        : [...new Set(["default", ...Object.keys(value as Exports)])].filter((key) =>
            /^[A-Za-z_$][\w$]*$/.test(key),
          ),
    ]),
  );

function packageOf(name: string): unknown {
  effects[name]?.();
  return packages[name];
}

/** The value of one export of a package, for the synthetic modules that `import` loads. */
export function importPackage(name: string): Exports {
  const value = packageOf(name) as Exports;
  return name === "socket.io" ? value : { ...value, default: value };
}

const loaded = new Map<string, { exports: unknown }>();

type Module = { exports: unknown; id: string; filename: string; loaded: boolean };
type Require = ((name: string) => unknown) & {
  main: Module | undefined;
  resolve: (name: string) => string;
};

/** The file that the program began with, if that is CommonJS. */
let main: Module | undefined;

/** `require` as seen from one file of the program. @throws as Node does when there is no such module. */
export function requireFrom(from: string): Require {
  const found = (name: string): string => {
    const file = resolve(name, from);
    if (!file) throw notFound(name, from);
    return file;
  };
  const isPackage = (name: string): boolean => Object.hasOwn(packages, name);
  return Object.assign(
    (name: string) => (isPackage(name) ? packageOf(name) : loadFile(found(name))),
    { main, resolve: (name: string) => (isPackage(name) ? name : `/${found(name)}`) },
  );
}

/** Runs the file that the program begins with. */
export const loadMain = (file: string): unknown => loadFile(file, true);

/** Runs a CommonJS file once and gives its exports; a cycle sees what is there so far, as in Node. */
export function loadFile(file: string, isMain = false): unknown {
  const before = loaded.get(file);
  if (before) return before.exports;
  const module: Module = { exports: {}, id: file, filename: `/${file}`, loaded: false };
  if (isMain) main = module;
  loaded.set(file, module);
  if (file.endsWith(".json")) {
    try {
      module.exports = parseJsonFile(file, readFile(file));
    } catch (error) {
      loaded.delete(file);
      throw error;
    }
    return module.exports;
  }
  commonJsFiles.add(file);
  const run = compile(file) as (...args: unknown[]) => void;
  const folder = file.includes("/") ? `/${file.slice(0, file.lastIndexOf("/"))}` : "/";
  try {
    run.call(module.exports, module.exports, requireFrom(file), module, `/${file}`, folder);
  } catch (error) {
    loaded.delete(file);
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

/** The host knows what there is, here and elsewhere, and what to use instead. */
function notFound(name: string, from: string): Error {
  const code = /^\.{0,2}\//.test(name) ? "MODULE_NOT_FOUND" : "ERR_MODULE_NOT_FOUND";
  return Object.assign(new Error(whyNotFound(name, from)), { code });
}
