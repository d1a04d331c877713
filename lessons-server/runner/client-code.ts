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
import { type Read, readClientFiles } from "./client-files.ts";
import { openFiles, placeOf } from "./files.ts";
import { type GuestError, Thrown, thrownAt } from "./heap.ts";
import type { Strip } from "./stripper.ts";

type Module = Extract<Read, { kind: "module" }>;
/** The names that a file, or the package, exports. */
type NamesOf = (target: string) => ReadonlySet<string>;

/** Units of fuel that reading a character costs. */
const READING = 20;

/**
 * The client's program that begins with this one of the files, and what making it has cost, in units of fuel. What is
 * wrong with the files is part of the answer; only our own mistakes are thrown.
 */
export function clientCode(
  program: Pick<Program, "files">,
  entry: string,
  strip: Strip,
): { readonly code: ClientCode; readonly fuel: number } {
  let fuel = 0;
  const pay = (units: number): void => {
    fuel += units;
  };
  const files = openFiles(program, (file, source) => strip(file, source, pay));
  try {
    const read = readClientFiles(files, entry);
    for (const { source } of read) pay(READING * source.length);
    const namesOf = exportedBy(new Map(read.map((one) => [one.file, one])));
    const all = read.map((one) => clientFile(one, namesOf));
    const size = all.reduce((sum, { text }) => sum + text.length, 0);
    const code = ClientCode.safeParse({ files: all });
    return { fuel, code: code.success && size <= MAX_CODE ? code.data : { flaw: tooMuch(entry) } };
  } catch (error) {
    if (error instanceof Thrown) return { fuel, code: { flaw: cut(error.error) } };
    throw error;
  }
}

const tooMuch = (entry: string): GuestError => ({
  name: "Stopped",
  message: `${entry} and its files are more than a client can have. Make them shorter.`,
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
