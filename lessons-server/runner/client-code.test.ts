import { expect, it } from "vitest";
import { ClientCode, PACKAGE_EXPORTS } from "#protocol/client-code.ts";
import * as library from "socket.io-client";
import { clientCodeOf } from "../testing/client-code-of.ts";

async function flaw(files: string | Readonly<Record<string, string>>) {
  const code = clientCodeOf(files);
  if (!("flaw" in code)) throw new Error("nothing is wrong with it");
  return code.flaw;
}

it("knows what the package exports", () => {
  for (const name of PACKAGE_EXPORTS) expect(library).toHaveProperty(name);
});

it("hands over only what the first file leads to, itself first", async () => {
  const code = clientCodeOf({
    "client.js": `import "./a.js"; const later = () => import("./b.js");`,
    "server.js": `import "socket.io"; not even JavaScript`,
    "a.js": `export const c = require("./c.js");`,
    "b.js": `module.exports = require("./d.json")`,
    "c.js": `secret`,
    "d.json": `{}`,
  });
  expect("files" in code && code.files.map(({ file }) => file)).toEqual([
    "client.js",
    "a.js",
    "b.js",
    "d.json",
  ]);
});

it("says what a file of the server's wants that a client has not", async () => {
  const files = {
    "client.js": `import "./server.js";`,
    "server.js": `import { Server } from "socket.io";`,
  };
  expect(await flaw(files)).toMatchObject({
    message: expect.stringContaining(
      "Cannot find package 'socket.io' imported from server.js",
    ) as unknown,
    stack: "    at server.js:1:25\n",
  });
});

it.each<[string, string | Readonly<Record<string, string>>]>([
  ["nested too deeply", "[".repeat(30_000)],
  ["TypeScript that was made to be read for ever", { "client.ts": "a?(b):c=>".repeat(30) }],
  [
    "a name of a file too long to write down",
    { "client.js": `import "./${"a".repeat(900)}.js"`, [`${"a".repeat(900)}.js`]: "" },
  ],
  ["a package with a name too long to repeat", `import("${"a".repeat(20_000)}")`],
  [
    "a list that grows with each file that passes it on",
    {
      "client.js": `import * as all from "./file-1.js"`,
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((n) => [`file-${n}.js`, `export * from "./file-${n + 1}.js"`]),
      ),
      "file-7.js": `const a = 1; export { ${Array.from({ length: 6_000 }, (_, n) => `a as n${n}`).join()} }`,
    },
  ],
])("refuses %s, in words", async (_what, files) => {
  const { message } = await flaw(files);
  expect(message.length).toBeLessThan(5_000);
});

it("passes its own wall, whatever the files hold", async () => {
  const odd = `import { a as \\u0062, "x y" as c } from "./\\u0061.js"; export { c as "\\n\\u2028", b as __proto__ }`;
  const code = clientCodeOf({
    "client.js": odd,
    "a.js": `let a = "\u2028\u0000"; export { a, a as "x y" }`,
  });
  expect(ClientCode.parse(JSON.parse(JSON.stringify(code)))).toEqual(code);
});
