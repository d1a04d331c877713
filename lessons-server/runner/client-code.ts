// A client's program out of the learner's files, each as a text that a worker can evaluate: what a module imports and
// exports stands before its first character, as accessors, so that it is always what the other file has at the moment.
import {
  CLIENT_PACKAGE,
  MAX_CODE,
  ClientCode,
  type ClientFile,
  PACKAGE_EXPORTS,
  STAND_IN,
} from "#protocol/client-code.ts";
import type { Program } from "#protocol/program.ts";
import { COMMONJS_HEADER } from "#protocol/stack.ts";
import { type Parse, type Read, readClientFiles } from "./client-files.ts";
import { type Files, openFiles, placeOf } from "./files.ts";
import { type GuestError, Thrown, thrownAt } from "./heap.ts";
import { FUEL } from "./program.ts";
import type { Strip } from "./stripper.ts";
import { tellerOf } from "./told.ts";
import type { Vm } from "./vm.ts";

type Module = Extract<Read, { kind: "module" }>;
/** The names that a file, or the package, exports. */
type NamesOf = (target: string) => ReadonlySet<string>;

/** Units for stripping and reading the files of a client: as much as a turn of the program's gets. */
const MOST_FUEL = FUEL.turn;

/**
 * The client's program that begins with this one of the files, and what making it has cost. What is wrong with the files
 * is part of the answer; only our own mistakes are thrown.
 * @param reader a machine for reading them in, which is of no use afterwards
 */
export function clientCode(
  program: Pick<Program, "files">,
  entry: string,
  { reader, strip }: { readonly reader: Vm; readonly strip: Strip },
): { readonly code: ClientCode; readonly fuel: number } {
  const pay = (units: number): void => {
    reader.fuel -= units;
  };
  const files = openFiles(program, (file, source) => strip(file, source, pay));
  reader.fuel = MOST_FUEL;
  reader.hostCalls = {
    ...reader.hostCalls,
    // Names are looked up here: the machine reads one file at a time, as if all others were empty.
    moduleSource: () => "",
    told: tellerOf(files, pay),
  };
  const code = made(files, entry, (text, file, as) =>
    as === "module"
      ? reader.parse(text, file, as)
      : reader.parse(`${COMMONJS_HEADER}${text}\n})`, file, as),
  );
  return { code, fuel: MOST_FUEL - reader.fuel };
}

function made(files: Files, entry: string, parse: Parse): ClientCode {
  try {
    const read = readClientFiles(files, entry, parse);
    const namesOf = exportedBy(new Map(read.map((one) => [one.file, one])));
    const all = read.map((one) => clientFile(one, namesOf));
    const size = all.reduce((sum, { text }) => sum + text.length, 0);
    const code = ClientCode.safeParse({ files: all });
    return code.success && size <= MAX_CODE ? code.data : { flaw: tooMuch(entry) };
  } catch (error) {
    if (error instanceof Thrown)
      return { flaw: isFull(error.error) ? tooMuch(entry) : cut(error.error) };
    // The machine was stopped: its fuel or its stack was spent.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError)
      return { flaw: tooMuch(entry) };
    throw error;
  }
}

const isFull = ({ message }: GuestError): boolean =>
  /^(stack overflow|Maximum call stack size exceeded|out of memory)$/.test(message);

const tooMuch = (entry: string): GuestError => ({
  name: "Stopped",
  message: `${entry} and its files are more than a client can have. Make them shorter, or nest them less deeply.`,
  stack: "",
});

const cut = ({ name, message, stack }: GuestError): GuestError => ({
  name: name.slice(0, 100),
  message: message.slice(0, 4_096),
  stack: stack.slice(0, 16_000),
});

/** Each file's names, all that it passes on among them; those of a file that passes itself on in a circle, once. */
function exportedBy(all: ReadonlyMap<string, Read>): NamesOf {
  const known = new Map<string, ReadonlySet<string>>();

  function gather(target: string, seen: Set<string>): readonly string[] {
    if (seen.has(target)) return [];
    seen.add(target);
    if (target === CLIENT_PACKAGE) return PACKAGE_EXPORTS;
    const read = all.get(target);
    if (read?.kind === "script") return ["default", ...read.exports];
    if (read?.kind !== "module") return ["default"];
    const { exports, passesOn } = read.text;
    const passed = passesOn.flatMap(({ from, as }) =>
      as === undefined
        ? gather(read.leads.get(from) ?? "", seen).filter((name) => name !== "default")
        : [as],
    );
    return [...exports.map(({ name }) => name), ...passed];
  }

  return (target) => {
    const names = known.get(target) ?? new Set(gather(target, new Set()));
    known.set(target, names);
    return names;
  };
}

function clientFile(read: Read, namesOf: NamesOf): ClientFile {
  const { file, kind, source } = read;
  const finds = {
    ...Object.fromEntries([...read.leads].map(([name, at]) => [name, { at }])),
    ...Object.fromEntries([...read.nowhere].map(([name, why]) => [name, { why }])),
  };
  if (kind === "json") return { file, kind, text: source, head: 0, finds, after: [] };
  if (kind === "script") {
    const head = "function(exports,require,module){";
    return { file, kind, text: `${head}${read.text.body}\n}`, head: head.length, finds, after: [] };
  }
  assertNames(read, namesOf);
  const { head, tail } = aroundModule(read, namesOf);
  const asked = read.text.asks.map(({ from }) => read.leads.get(from) ?? "");
  return {
    file,
    kind,
    text: head + read.text.body + tail,
    head: head.length,
    finds,
    after: [...new Set(asked)].filter((target) => target !== CLIENT_PACKAGE),
  };
}

/** @throws Thrown for the first name that another file does not export, as a browser does before anything runs. */
function assertNames({ file, source, leads, text }: Module, namesOf: NamesOf): void {
  for (const { from, name, at } of [...text.imports, ...text.passesOn]) {
    if (name === "*" || namesOf(leads.get(from) ?? "").has(name)) continue;
    const message = `The requested module '${from}' does not provide an export named '${name}'`;
    throw thrownAt(placeOf(file, source, at), "SyntaxError", message);
  }
}

/**
 * Imports are looked up where they are used, through `with`: it may stand only in sloppy code, which the function
 * around a module is, while the module itself is strict.
 */
function aroundModule({ leads, text }: Module, namesOf: NamesOf): { head: string; tail: string } {
  const value = (from: string, name: string): string => {
    const whole = `${STAND_IN.of}(${JSON.stringify(leads.get(from))})`;
    return name === "*" ? whole : `${whole}[${JSON.stringify(name)}]`;
  };
  const starred = text.passesOn
    .filter(({ as }) => as === undefined)
    .flatMap(({ from }) =>
      [...namesOf(leads.get(from) ?? "")].map((name) => [name, value(from, name)] as const),
    )
    .filter(([name]) => name !== "default");
  const passed = text.passesOn.flatMap(({ from, name, as }) =>
    as === undefined ? [] : [[as, value(from, name)] as const],
  );
  const own = text.exports.map(({ name, local }) => [name, local] as const);
  // Of two by one name, what the file itself says goes before what comes with all others.
  const space = accessors(new Map([...starred, ...passed, ...own]));
  const body = `async function(){"use strict";await ${STAND_IN.own}(${space});`;
  if (text.imports.length === 0) return { head: body, tail: "\n}" };
  const scope = accessors(
    new Map(text.imports.map(({ local, from, name }) => [local, value(from, name)])),
  );
  return { head: `(()=>{with(${scope})return ${body}`, tail: "\n}})()" };
}

const accessors = (values: ReadonlyMap<string, string>): string =>
  `{__proto__:null${[...values].map(([name, value]) => `,get ${JSON.stringify(name)}(){return ${value}}`).join("")}}`;
