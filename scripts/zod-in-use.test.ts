// What the page is built with is what its modules call.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as mini from "zod/mini";
import { zodInUse } from "./zod-in-use.mjs";

const root = path.resolve(import.meta.dirname, "..");

it("is what modules call of zod/mini, tests and others' zod left out", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "zod-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, "trace"));
  const put = (file: string, from: string, text: string) =>
    writeFileSync(path.join(folder, "trace", file), `import * as z from "${from}";\n${text}`);
  put("event.ts", "zod/mini", "z.array(z._default(z.string(), '')) as z.ZodMiniType;");
  put("event.test.ts", "zod/mini", "z.bigint();");
  put("runner.ts", "zod", "z.uuid();");
  expect(zodInUse(folder, ["trace", "absent"])).toEqual(["_default", "array", "string"]);
});

it("leaves nothing out that the page's modules take from it at run time", () => {
  const folders = ["app", "components", "checks", "protocol", "trace"];
  const names = zodInUse(root, folders);
  expect(names.filter((name) => !(name in mini))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(["discriminatedUnion", "strictObject"]));
});
