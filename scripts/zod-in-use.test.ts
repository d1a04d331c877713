// What the page is built with is what its modules use when they run.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as mini from "zod/mini";
import { filesUnder } from "./fingerprint.mjs";
import { zodInUse } from "./zod-in-use.mjs";

const root = path.resolve(import.meta.dirname, "..");
const PAGE = ["app", "components", "checks", "protocol", "trace"];
const MINI = 'import * as z from "zod/mini";';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "zod-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, "trace"));
  for (const [file, text] of Object.entries(files))
    writeFileSync(path.join(folder, "trace", file), text);
  return folder;
}
const inUse = (text: string) => zodInUse(folderOf({ "event.ts": text }), ["trace", "absent"]);

it("is what modules use of zod/mini, tests and others' zod left out", async () => {
  const folder = folderOf({
    "event.ts": `${MINI}\nexport const a = z.array(z._default(z.string(), ""));`,
    "event.test.ts": `${MINI}\nz.bigint();`,
    "runner.ts": 'import { z } from "zod";\nz.uuid();',
    "act.ts": `${MINI}\nexport type A = z.infer<typeof import("./event.ts").a>;`,
  });
  expect(await zodInUse(folder, ["trace", "absent"])).toEqual(["_default", "array", "string"]);
});

it.each([
  ["a call with a type", "export const a = z.custom<string>();", ["custom"]],
  ["a value", "export const a = [z.NEVER, z.locales?.en];", ["NEVER", "locales"]],
  ["a module of its own", "export const a = z.core.parse(z\n  .string(), 1);", ["core", "string"]],
  [
    "no comment and no type",
    "// z.url()\nexport const a = z.string() as z.ZodMiniType;",
    ["string"],
  ],
  ["no letter in a pattern", "export const a = z.regex(/^[a-z][^z]z{2}z$/);", ["regex"]],
])("sees %s", async (...[, text, names]) => {
  expect(await inUse(`${MINI}\n${text}`)).toEqual(names);
});

it.each([
  ["taken apart", `${MINI}\nexport const { array } = z;`],
  ["handed on", `${MINI}\nexport const a = make(z);`],
  ["handed on by name", `${MINI}\nexport const a = { z };`],
  ["asked by a computed name", `${MINI}\nexport const a = (name: "int") => z[name]();`],
  ["imported by names", 'import { array } from "zod/mini";\nexport const a = array(1);'],
  ["imported as another", 'import * as zod from "zod/mini";\nexport const a = zod.array(1);'],
  ["imported later", 'export const a = import("zod/mini");'],
  ["passed on", 'export * from "zod/mini";'],
])("refuses what is %s", async (...[, text]) => {
  await expect(inUse(text)).rejects.toThrow("trace/event.ts: write");
});

it("leaves nothing out that the page's modules take from it at run time", async () => {
  const names = await zodInUse(root, PAGE);
  expect(names.filter((name) => !(name in mini))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(["discriminatedUnion", "strictObject"]));
});

it("is asked for nowhere else, but where no page comes", () => {
  const elsewhere = filesUnder(root, ["clients", "content", "lessons-server"]);
  const asking = elsewhere.filter(
    (file) =>
      /\.tsx?$/.test(file) && readFileSync(path.join(root, file), "utf8").includes("zod/mini"),
  );
  expect(asking.filter((file) => !file.startsWith("lessons-server/"))).toEqual([]);
});
