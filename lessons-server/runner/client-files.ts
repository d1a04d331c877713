// The files of a client's program: those that its first file leads to, each read once, and where the names in them lead.
import { CLIENT_PACKAGE, PACKAGE_EXPORTS } from "#protocol/client-code.ts";
import { type Files, placeOf } from "./files.ts";
import { Thrown, thrownAt } from "./heap.ts";
import { notFound } from "./not-found.ts";
import { type ModuleText, moduleText } from "./module-text.ts";
import { type Problem, problemOf } from "./v8-parser.ts";

export type Read = {
  readonly file: string;
  readonly source: string;
  /** Where each name leads that the file asks for: a file, or the package. */
  readonly leads: ReadonlyMap<string, string>;
  /** Names that lead nowhere and are asked for only as the program runs, with the words for it. */
  readonly nowhere: ReadonlyMap<string, string>;
} & (
  | { readonly kind: "module"; readonly text: ModuleText }
  | { readonly kind: "script"; readonly text: ModuleText; readonly exports: readonly string[] }
  | { readonly kind: "json" }
);

/** As a page has the package without a bundler. */
const SCRIPT_OF_PACKAGE = /^(?:https?:\/\/|\/)[^?#]*\/socket\.io(?:\.esm)?(?:\.min)?\.js$/;
const REQUIRED = /\brequire\s*\(\s*(?:"([^"\\\n]{1,200})"|'([^'\\\n]{1,200})')\s*\)/g;
/** It is written down wherever another file imports from it. */
const LONGEST_NAME = 200;
const PACKAGES = { [CLIENT_PACKAGE]: PACKAGE_EXPORTS };

/** `entry` and all it leads to, itself first. @throws Thrown with the place, when one cannot be read or asks in vain. */
export function readClientFiles(files: Files, entry: string): readonly Read[] {
  const all = new Map<string, Read>();

  function take(file: string): void {
    if (file === CLIENT_PACKAGE || all.has(file)) return;
    if (file.length > LONGEST_NAME)
      throw thrownAt("", "Error", `A file's name may have ${LONGEST_NAME} characters`);
    const read = readFile(file);
    all.set(file, read);
    for (const next of read.leads.values()) take(next);
  }

  function readFile(file: string): Read {
    const source = files.text(file);
    const kind = files.kind(file);
    if (kind === "json") return { file, source, kind, leads: new Map(), nowhere: new Map() };
    const text = textOf(file, source, kind);
    assertFound(file, source, text);
    const asked = [...text.asks.map(({ from }) => from), ...text.mayAsk];
    if (kind === "module") return { file, source, kind, text, ...whither(asked, file) };
    const required = [...source.matchAll(REQUIRED)].map(([, one, other]) => one ?? other ?? "");
    const exports = files.exportsOf(file);
    return {
      file,
      source,
      kind: "script",
      text,
      exports,
      ...whither([...asked, ...required], file),
    };
  }

  function lookUp(name: string, from: string): string | undefined {
    const isPackage = name === CLIENT_PACKAGE || SCRIPT_OF_PACKAGE.test(name);
    return isPackage ? CLIENT_PACKAGE : files.resolve(name, from);
  }

  function assertFound(file: string, source: string, { asks }: ModuleText): void {
    const lost = asks.find(({ from }) => lookUp(from, file) === undefined);
    if (lost === undefined) return;
    throw thrownAt(placeOf(file, source, lost.at), "Error", notFound(PACKAGES, lost.from, file));
  }

  function whither(names: readonly string[], from: string): Pick<Read, "leads" | "nowhere"> {
    const leads = new Map<string, string>();
    const nowhere = new Map<string, string>();
    for (const name of names) {
      const target = lookUp(name, from);
      if (target === undefined) nowhere.set(name, notFound(PACKAGES, name, from));
      else leads.set(name, target);
    }
    return { leads, nowhere };
  }

  take(entry);
  return [...all.values()];
}

/** @throws Thrown what is wrong with the file, as V8 says it, which is what most browsers would say. */
function textOf(file: string, source: string, kind: "module" | "commonjs"): ModuleText {
  const refuse = ({ message, line, column }: Problem) =>
    thrownAt(`${file}:${line}:${column}`, "SyntaxError", message);
  try {
    const text = moduleText(source);
    const problem = kind === "module" ? problemOfStrict(text.body) : problemOf(text.body, kind);
    if (problem) throw refuse(problem);
    return text;
  } catch (error) {
    if (error instanceof Thrown) throw error;
    const problem = problemOf(source, kind);
    if (problem) throw refuse(problem);
    const { idx = 0 } = error as { readonly idx?: number };
    throw thrownAt(placeOf(file, source, idx), "SyntaxError", UNCLEAR);
  }
}

const STRICT = '"use strict";';

function problemOfStrict(body: string): Problem | undefined {
  const problem = problemOf(STRICT + body, "module");
  if (problem?.line !== 1) return problem;
  return { ...problem, column: Math.max(1, problem.column - STRICT.length) };
}

const UNCLEAR =
  "What this file imports and exports cannot be made out from here on. Write it more plainly";
