import { describe, expect, it } from "vitest";
import { type Seeded, seeded } from "#trace/testing/seeded.ts";
import { moduleText } from "./module-text.ts";

/** Where each marker stands: its line, and its column there. */
function places(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [row, line] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries())
    for (const { 0: marker, index } of line.matchAll(/marker_\d+/g))
      found.set(marker, `${row + 1}:${index + 1}`);
  return found;
}

describe("a module's text as a function's body", () => {
  it.each([
    ["a default import", `import io from "x";io()`, `;                 ;io()`],
    ["several lines", `import {\n  a,\n} from "x"\n(a)()`, `;       \n    \n          \n(a)()`],
    ["attributes", `import a from "./a.json" with { type: "json" };a`, `;${" ".repeat(45)};a`],
    ["a list", `const a = 1;export { a, /* } */ a as "b}" };a`, `const a = 1;;${" ".repeat(30)};a`],
    ["a list of nothing", `export {};a`, `;        ;a`],
    ["a declaration", `export const a = 1`, `;      const a = 1`],
    ["a class", `export class A {}`, `;      class A {}`],
    ["a value", `export default 1 + 2`, `let $default=  1 + 2`],
    ["a value over lines", `export\ndefault\n{ a: 1 }`, `let $default=\n       \n{ a: 1 }`],
    ["a function without a name", `export default function () {}`, `function $default       () {}`],
    ["a generator", `export default async function* () {}`, `async function* $default       () {}`],
    [
      "a class without a name",
      `export default class extends A {}`,
      `class $default       extends A {}`,
    ],
    ["a function with a name", `export default function f() {}`, `;              function f() {}`],
    ["an arrow function", `export default () => 1`, `let $default=  () => 1`],
    [
      "a re-export",
      `export { a } from "x";export * from "y";1`,
      `;                    ;;                ;1`,
    ],
    ["a dynamic import", `await import("x")`, `await $load$("x")`],
    ["import.meta", `log(import.meta.url)`, `log(import_meta.url)`],
  ])("keeps every column with %s", (_what, source, body) => {
    expect(moduleText(source).body).toBe(body);
  });

  it("leaves alone what only looks like it", () => {
    const source = [
      "const a = \"import x from 'y'\", b = `export {}`; // export { a }",
      "const o = { import(x) { return x }, export: 1 }; o.import(1); /export {}/.test(a);",
      "export { a };",
    ].join("\n");
    expect(moduleText(source).body).toBe(source.replace("export { a };", ";           ;"));
  });

  it("knows every name that an import makes", () => {
    const source = `import d, { a, b as c, default as e, "st r" as f, /* g, */ as as h, as } from "x";
      import * as all from "y"; import "z"; import w, * as v from "u"; import {} from "t"; import type from "s";`;
    expect(
      moduleText(source).imports.map(({ local, from, name }) => `${local}=${from}#${name}`),
    ).toEqual([
      "d=x#default",
      "a=x#a",
      "c=x#b",
      "e=x#default",
      "f=x#st r",
      "h=x#as",
      "as=x#as",
      "all=y#*",
      "w=u#default",
      "v=u#*",
      "type=s#default",
    ]);
  });

  it("knows what it exports, of its own and of others", () => {
    const source = `export const { a, b: [c] } = o; export { d as e, f }; export default g; let d, f;
      export { h as i, default } from "x"; export * from "y"; export * as j from "z"; import k from "w"; export { k };`;
    const { exports, passesOn } = moduleText(source);
    expect(exports.map(({ name, local }) => `${name}=${local}`)).toEqual([
      "a=a",
      "c=c",
      "e=d",
      "f=f",
      "default=$default",
    ]);
    expect(passesOn.map(({ as, from, name }) => `${as ?? "*"}=${from}#${name}`)).toEqual([
      "i=x#h",
      "default=x#default",
      "*=y#*",
      "j=z#*",
      "k=w#default",
    ]);
  });

  it("moves nothing of random modules, and leaves what a function can hold", () => {
    for (let seed = 0; seed < 500; seed++) {
      const source = randomModule(seeded(seed));
      const { body } = moduleText(source);
      expect(places(source).size, `seed ${seed}`).toBeGreaterThan(0);
      expect(places(body), `seed ${seed}`).toEqual(places(source));
      // oxlint-disable-next-line no-implied-eval -- parsed, and not run
      expect(() => new Function(`return async () => {${body}\n}`), `seed ${seed}`).not.toThrow();
    }
  });
});

/** Statements of every kind, in any order and over any lines, with markers wherever something stays. */
function randomModule(random: Seeded): string {
  let count = 0;
  const marker = () => `marker_${count++}`;
  const gap = () => random.pick(["", " ", "\n", "\r\n", " /* } */ ", "  // {\n"]);
  const some = () => random.pick([" ", "\n", "\t\n  ", " /* export {} */ "]);
  const names = () =>
    Array.from({ length: random.below(3) }, () => `${gap()}n${count++} as l${count}${gap()}`).join(
      ",",
    );
  const rest = () =>
    random.pick([
      () => `import${some()}a${count++}${some()}from${gap()}"x";`,
      () => `import${gap()}{${names()}}${gap()}from${gap()}'./x.js'\n`,
      () => `import${gap()}*${gap()}as${some()}b${count++}${some()}from "y" with { type: "json" };`,
      () => `import${gap()}"side";`,
      () => `export${gap()}*${gap()}from${gap()}"x";`,
      () => `export${gap()}{${names()}}${gap()}from "x"\n`,
      () => `export${gap()}{${gap()}};`,
      () => `export${some()}const ${marker()}${gap()}=${gap()}"${marker()}";`,
      () => `export${some()}function ${marker()}() { return import.meta.url + "${marker()}" }`,
      () => `export${some()}class ${marker()} { static x = import("${marker()}") }`,
      () => `const ${marker()} = { import() {}, x: \`export {} \${${count}} ${marker()}\` };`,
      () => `log(/export {}/, "${marker()}", 1 / 2);`,
    ])();
  const parts = Array.from({ length: 2 + random.below(8) }, () => rest() + gap());
  const last = random.pick([
    () => `export${some()}default${some()}"${marker()}"`,
    () => `export${some()}default${some()}function${gap()}(${marker()}) {}`,
    () => `export${some()}default${some()}class${gap()}{ ${marker()}() {} }`,
    () => `log("${marker()}")`,
  ]);
  return [...parts, last()].join("");
}
