// What a program finds in the sandbox, the editor knows: asked of a real sandbox, name by name.
import { beforeAll, expect, test } from "vitest";
import { servedSandboxes } from "../lessons-server/testing/served-sandboxes.ts";
import { build } from "./build.mjs";
import { editing } from "./editor-under-test.ts";

beforeAll(() => build(["engine", "bundles"]));
const { serve } = servedSandboxes();

/** What the program logs, as the JSON that it is. */
async function said(program: string): Promise<unknown> {
  const { until } = await serve(program);
  const { text } = await until("log");
  return JSON.parse(text);
}

/** What is there by the way: QuickJS's own error, and what packages have for themselves and declare to nobody. */
const BY_THE_WAY = ["InternalError", "init", "Route", "Url"];
const NAMES = `
  const isName = (name) => /^[A-Za-z$][\\w$]*$/.test(name)
    && !["default", "arguments", ...${JSON.stringify(BY_THE_WAY)}].includes(name);`;

test("every package that a server may import has types, and each of its names is in them", async () => {
  const names = (await said(`
    try { require("nothing") } catch ({ message }) {
      const [, list] = /Here are (.+), and your own files/.exec(message);
      console.log(JSON.stringify(list.split(", ")));
    }`)) as string[];
  expect(names).toContain("socket.io");
  const exported = (await said(`${NAMES}
    const found = ${JSON.stringify(names)}.map((name) =>
      [name, Object.keys(require(name)).filter(isName)]);
    console.log(JSON.stringify(found));`)) as [string, string[]][];
  const program = exported.map(([name, keys], at) => {
    const imported = keys.map((key) => `${key} as ${key}${at}`).join(", ");
    return `import { ${imported} } from "${name}";`;
  });
  const { problems } = await editing({ "server.js": program.join("\n") });
  expect(await problems("server.js"), "what scripts/gen-types.mjs does not gather").toEqual([]);
});

test("every global of a server is known", async () => {
  const globals = (await said(`${NAMES}
    console.log(JSON.stringify(Object.getOwnPropertyNames(globalThis).filter(isName)));`)) as string[];
  expect(globals).toContain("Buffer");
  const { problems } = await editing({ "server.js": globals.map((name) => `${name};`).join("\n") });
  expect(await problems("server.js")).toEqual([]);
});
