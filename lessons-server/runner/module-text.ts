// A module's text as the body of a function: what only a module may say is blanked or renamed where it stands, so that
// every line and every column stays the learner's. Pure.
import {
  type DirectExport,
  type Export,
  type Import,
  parse,
  type StaticImport,
} from "es-module-lexer";
import { STAND_IN } from "#protocol/client-code.ts";

/** A name that stands for what another file exports; `name` "*" is all of it. `at`: where the file is named. */
type Taken = { readonly from: string; readonly name: string; readonly at: number };

export type ModuleText = {
  /** As many lines as the source, each as long as there, but for those of a statement that is now empty. */
  readonly body: string;
  /** The files it names, in order; `at` is where. */
  readonly asks: readonly { readonly from: string; readonly at: number }[];
  /** The files that it may load later, where it says so in quotes. */
  readonly mayAsk: readonly string[];
  readonly imports: readonly (Taken & { readonly local: string })[];
  /** What it exports of its own. */
  readonly exports: readonly { readonly name: string; readonly local: string }[];
  /** What it exports of others; `as` is absent for all that the other exports by name. */
  readonly passesOn: readonly (Taken & { readonly as?: string })[];
};

type Edit = { readonly from: number; readonly to: number; readonly text: string };

/** Rewrites a module that has been parsed before: what is wrong with it is not said here. */
export function moduleText(source: string): ModuleText {
  const [found, exported] = parse(source);
  const named = found.filter(
    (one): one is StaticImport => one.type === "static" || one.type === "reexport-star",
  );
  const statements = named.map(({ importStart, importEnd }) => emptied(importStart, importEnd));
  const loads = found.filter((one) => one.type === "dynamic" && one.phase === null);
  const metas = found.filter((one) => one.type === "import-meta");
  const gone = new Set(named.map(({ importStart }) => importStart));
  /** Where each statement begins that exports something of its own, and whether that has a name here. */
  const own = new Map(
    exported.map((one) => [one.exportStart, one.type === "direct" && one.localName !== undefined]),
  );
  for (const start of gone) own.delete(start);
  const edits = [
    ...statements,
    ...[...own].map(([start, hasName]) => withoutExport(source, start, hasName)),
    ...emptyExports(source),
    ...loads.map(({ importStart: from }) => ({ from, to: from + 6, text: STAND_IN.load })),
    ...metas.map(({ start: from, end: to }) => ({ from, to, text: STAND_IN.meta })),
  ];
  return {
    body: edited(source, edits),
    asks: named.map(({ specifier, start }) => ({ from: specifier, at: start })),
    mayAsk: loads.flatMap((one) =>
      one.type === "dynamic" && one.specifier !== undefined && !one.glob ? [one.specifier] : [],
    ),
    imports: named.flatMap((one) => takenBy(source, one)),
    exports: exported.flatMap((one) =>
      one.type === "direct" ? [{ name: one.name, local: localName(one) }] : [],
    ),
    passesOn: exported.flatMap((one) => passedOn(one, found)),
  };
}

// The lexer takes `extends` for the name of a class that has none.
const localName = ({ localName: name = STAND_IN.value }: DirectExport): string =>
  name === "extends" ? STAND_IN.value : name;

function passedOn(one: Export, found: readonly Import[]): ModuleText["passesOn"] {
  if (one.type === "direct") return [];
  const at = found[one.importIndex]?.start ?? one.start;
  if (one.type === "reexport-all") return [{ from: one.from, name: "*", at }];
  return [{ from: one.from, name: one.importName ?? "*", at, as: one.name }];
}

/** Strings, the marks between names, and names; comments are left out. */
const TOKENS = /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{},*]|[^\s{},*"'/]+/g;

/** The names that `import a, { b as c }, * as d from` makes. */
function takenBy(source: string, statement: StaticImport): ModuleText["imports"] {
  const { importStart, start, specifier, type } = statement;
  if (type !== "static" || source.startsWith("export", importStart)) return [];
  const clause = source.slice(importStart + "import".length, start - 1).match(TOKENS) ?? [];
  const tokens = clause.filter((token) => !/^\/[/*]/.test(token)).slice(0, -1);
  const taken = (name: string, local: string) => ({ from: specifier, name, at: start, local });
  const [first] = tokens;
  const names = first !== undefined && !/^[{*]$/.test(first) ? [taken("default", first)] : [];
  const star = tokens.indexOf("*");
  if (star >= 0) names.push(taken("*", tokens[star + 2] ?? ""));
  const open = tokens.indexOf("{");
  if (open < 0) return names;
  for (let i = open + 1; i < tokens.length && tokens[i] !== "}"; i++) {
    const name = unquoted(tokens[i] ?? "");
    const isRenamed = tokens[i + 1] === "as" && !/^[},]$/.test(tokens[i + 2] ?? "}");
    names.push(taken(name, isRenamed ? (tokens[i + 2] ?? "") : name));
    i = tokens.indexOf(",", i);
    if (i < 0) break;
  }
  return names;
}

const unquoted = (name: string): string => (/^["']/.test(name) ? name.slice(1, -1) : name);

/** A comment, no longer than people write them; and what may stand between two words. */
const COMMENT = String.raw`\/\*(?:[^*]|\*(?!\/)){0,1000}\*\/|\/\/.*$`;
const BLANK = String.raw`(?:\s|${COMMENT})*`;
const LIST = new RegExp(
  String.raw`export${BLANK}\{(?:[^}"'/]|${COMMENT}|"[^"]*"|'[^']*')*\}`,
  "my",
);
const EMPTY = new RegExp(String.raw`\bexport${BLANK}\{${BLANK}\}`, "gm");
const DEFAULT = new RegExp(`export${BLANK}default`, "my");
const NAMELESS = /\s*((?:async\s+)?function\s*\*?|class)(?=\s*[({]|\s+extends\b)/y;

/** What stays of an `export` statement that names no other file. */
function withoutExport(source: string, start: number, hasName: boolean): Edit {
  const at = (pattern: RegExp, from: number): string | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(source)?.[0];
  };
  const list = at(LIST, start);
  if (list !== undefined) return emptied(start, start + list.length);
  const said = at(DEFAULT, start);
  if (said === undefined) return emptied(start, start + "export".length);
  const to = start + said.length;
  const nameless = at(NAMELESS, to);
  if (nameless !== undefined)
    return { from: start, to: to + nameless.length, text: `${nameless.trim()} ${STAND_IN.value}` };
  return hasName ? emptied(start, to) : { from: start, to, text: `let ${STAND_IN.value}=` };
}

/** `export {}`, which makes a module of a file and which the lexer does not tell of: unless it stands in a string. */
function emptyExports(source: string): readonly Edit[] {
  const places = [...source.matchAll(EMPTY)];
  if (places.length === 0) return [];
  let count = 0;
  const [, exported] = parse(source.replace(EMPTY, () => `export {$${count++}}`));
  const names = new Set(exported.flatMap((one) => (one.type === "direct" ? [one.name] : [])));
  return places
    .filter((_place, number) => names.has(`$${number}`))
    .map(({ index, 0: { length } }) => emptied(index, index + length));
}

/** A statement that ends the one before it, as the `import` or `export` did that stood there. */
const emptied = (from: number, to: number): Edit => ({ from, to, text: ";" });

function edited(source: string, edits: readonly Edit[]): string {
  let end = 0;
  let text = "";
  for (const edit of edits.toSorted((one, other) => one.from - other.from)) {
    text += source.slice(end, edit.from) + fitted(edit.text, source.slice(edit.from, edit.to));
    end = edit.to;
  }
  return text + source.slice(end);
}

/** The text in the room of another: with the same ends of lines, and as long where it fits into the first of them. */
function fitted(text: string, room: string): string {
  const blank = room.replace(/[^\n\r\u2028\u2029]/g, " ");
  const firstLine = blank.search(/[^ ]/);
  const length = firstLine < 0 ? blank.length : firstLine;
  return text + blank.slice(Math.min(text.length, length));
}
