// Whoever writes a lesson is told what is wrong with it, on the page and in the terminal, and it heals when mended.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { lessonInWriting } from "./lesson-in-writing.ts";

let root: string;
let slug: string;
const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "writing-"));
  // Each test has a lesson that nobody has loaded yet.
  slug = path.basename(root);
  await cp(path.join(import.meta.dirname, "acts.ts"), path.join(root, "acts.ts"));
  await cp(path.join(import.meta.dirname, "who-receives-it"), path.join(root, slug), {
    recursive: true,
  });
  said.mockClear();
});
afterEach(() => rm(root, { recursive: true, force: true }));
afterAll(() => said.mockRestore());

const at = (file: string) => path.join(root, slug, file);
const open = () => lessonInWriting(slug, root);

test("a mistake is named with its line and the code around it, and the lesson stands as it was", async () => {
  const whole = await readFile(at("lesson.mdx"), "utf8");
  const { lesson: before } = await open();
  await writeFile(at("lesson.mdx"), whole.replaceAll("Predict", "Predct"));

  const { lesson, fault } = await open();
  expect(lesson).toBe(before);
  expect(fault?.text).toMatch(/lesson\.mdx:\d+: there is no component <Predct>; a lesson may use/);
  expect(fault?.frame).toMatch(/> \d+ \| <Predct id="broadcast"/);
  expect(said.mock.calls.join("")).toContain(fault?.text);

  await writeFile(at("lesson.mdx"), whole.replace("description: ", "minutes: 20\ndescription: "));
  const mended = await open();
  expect(mended.fault).toBeUndefined();
  expect(mended.lesson?.minutes).toBe(20);
});

test("a lesson that was never whole has only its fault", async () => {
  await rm(at("scene.ts"));
  const { lesson, fault } = await open();
  expect(lesson).toBeUndefined();
  expect(fault?.text).toMatch(/scene\.ts: this file is missing/);
  expect(fault?.frame).toBe("");
});
