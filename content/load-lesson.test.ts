// A lesson loads whole, or says which file and line is wrong and what to do.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lessonsInOrder, writtenLessons } from "./course.ts";
import { components as rules } from "./lesson-rules.ts";
import { loadLesson } from "./load-lesson.ts";

const CONTENT = import.meta.dirname;
let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "lesson-"));
  await cp(path.join(CONTENT, "acts.ts"), path.join(root, "acts.ts"));
  await cp(path.join(CONTENT, "who-receives-it"), path.join(root, "it"), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = (file: string, text: string) => writeFile(path.join(root, "it", file), text);
const load = () => loadLesson("it", root);

test.each([...writtenLessons, { slug: "new-lesson" }])(
  "$slug loads, and its prose is HTML",
  async ({ slug }) => {
    const { Content, files, entry, exercises } = await loadLesson(slug);
    const plain = ({ children }: { readonly children?: unknown }) => children;
    const names = Object.keys(rules);
    const components = Object.fromEntries(names.map((name) => [name, plain]));
    const html = renderToStaticMarkup(createElement(Content, { components } as never));
    expect(html).toContain('<h2 id="');
    expect(html).toContain("var(--shiki-token-string-expression)");
    expect(files[entry]).toContain("socket.io");
    expect(exercises.length).toBeGreaterThan(0);
  },
);

test("no two lessons share a folder or a title", () => {
  const titles = lessonsInOrder.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(new Set(writtenLessons.map(({ slug }) => slug)).size).toBe(writtenLessons.length);
});

const front = "---\nminutes: 1\ndescription: A lesson.\n---\n\n";

test.each([
  ["a component that does not exist", `${front}<Predct id="a" />`, "lesson.mdx:6", "<Predct>"],
  ["an attribute that is missing", `${front}<Exercise />`, "lesson.mdx:6", "needs slug"],
  ["an attribute that is unknown", `${front}<Line has="a" line="3">x</Line>`, ":6", "has no line"],
  [
    "an id used twice",
    `${front}<Task id="a" until="" />\n\n<Task id="a" until="" />`,
    ":8",
    "twice",
  ],
  [
    "a sender where nobody receives",
    `${front}<Task id="a" from="Bob" until={{ acknowledges: { client: "Bob", event: "b", values: [] } }} />`,
    ":6",
    "take it away",
  ],
  [
    "a figure that is not there",
    `${front}<Figure trace="no" title="a" />`,
    ":6",
    "npm run figures",
  ],
  ["an exercise that is not there", `${front}<Exercise slug="no" />`, ":6", "exercises/no/"],
  ["prose that does not compile", `${front}Text\n\n<Act`, "lesson.mdx:8", "Unexpected"],
  ["a tag that is not closed", `${front}<Note kind="tip">\n\nText`, "lesson.mdx:6", "closing tag"],
  ["an expression that is none", `${front}{a b}`, "lesson.mdx:6", "Could not parse"],
  ["an expression that throws", `${front}{nobody.name}`, "lesson.mdx:", "nobody is not defined"],
  ["a beginning that is no YAML", "---\nminutes: 1: 2\n---\n\nText", "lesson.mdx:2", "mapping"],
  [
    "an import that is not there",
    `${front}import { a } from "./no.ts";\n\nText`,
    "lesson.mdx:",
    "no.ts",
  ],
  ["no description", "---\nminutes: 1\n---\n\nText", "lesson.mdx:1", "description"],
])("%s is named with its place", async (...[, text, place, problem]) => {
  await put("lesson.mdx", text);
  const said = await load().then(String, String);
  expect(said).toContain(place);
  expect(said).toContain(problem);
});

test("a mistake in a file that the prose imports is named there", async () => {
  await put("forms.ts", "\nexport const forms = [;");
  await expect(load()).rejects.toThrow(/forms\.ts:2: Unexpected/);
});

test("files that are missing or hold something else are named", async () => {
  await put("scene.ts", 'export const scene = { clients: [{ name: "A", file: "no.js" }] };');
  await expect(load()).rejects.toThrow("A runs no.js, which is not in it/: add it");
  await put("scene.ts", "export const scene = { clients: 3 };");
  await expect(load()).rejects.toThrow(/scene\.ts: clients/);
  await put("scene.ts", "export const scene = {\n  clients: [,\n");
  await expect(load()).rejects.toThrow(/scene\.ts:3/);
  await put("scene.ts", "export const scene = nobody;");
  await expect(load()).rejects.toThrow(/scene\.ts: it throws as it is read: nobody is not defined/);
  await rm(path.join(root, "it", "scene.ts"));
  await expect(load()).rejects.toThrow(/scene\.ts: this file is missing/);
});

test("a client may be written in TypeScript, of several files; ours are not given to the learner", async () => {
  await put("scene.ts", 'export const scene = { clients: [{ name: "A", file: "client.ts" }] };');
  await put("client.ts", 'import { text } from "./words.js";\nlog(text as string);');
  await put("words.ts", 'import { kind } from "./kind";\nexport const text: string = kind;');
  await put("kind.ts", 'export const kind = "a kind";');
  const { files } = await load();
  expect(Object.keys(files)).toEqual([
    "server.js",
    "client.js",
    "client.ts",
    "kind.ts",
    "words.ts",
  ]);
  expect(files["words.ts"]).toContain("export const text: string");
});

test("an exercise without what is told of it afterwards is named", async () => {
  await rm(path.join(root, "it", "exercises/three-messages/why.mdx"));
  await expect(load()).rejects.toThrow(/why\.mdx: this file is missing/);
});

test.each(writtenLessons)(
  "$slug says of each exercise in a few sentences why it works",
  async ({ slug }) => {
    const { exercises } = await loadLesson(slug);
    for (const { Why } of exercises) {
      const html = renderToStaticMarkup(createElement(Why, { components: {} } as never));
      const sentences = html.replaceAll(/<[^>]+>/g, "").match(/[.?!](?=\s|$)/g) ?? [];
      expect(sentences.length).toBeGreaterThanOrEqual(2);
      expect(sentences.length).toBeLessThanOrEqual(5);
    }
  },
);

test("an exercise without its check is named", async () => {
  await put("exercises/three-messages/check.ts", "export const check = 3;");
  await expect(load()).rejects.toThrow(/check\.ts: export a `check`/);
  await put("exercises/three-messages/check.ts", "export const check = { names: [], claims: 1 };");
  await expect(load()).rejects.toThrow(/check\.ts: scene/);
});
