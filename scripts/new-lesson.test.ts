import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newLesson } from "./new-lesson.ts";

const PATTERN = path.resolve(import.meta.dirname, "../content/new-lesson");
const COURSE = `export const course = [
  { title: "Rooms", about: "Join, leave", slug: "rooms" },
  { title: "Presence", about: "Who is here, counted per person" },
  { title: "Life of a \\"connection\\"", about: "Heartbeats, reasons, reconnection, and all the rest" },
  {
    title: "In lines",
    about: "Not as it is expected",
  },
];
`;
const lessons = [
  { number: 1, title: "Rooms", slug: "rooms" },
  { number: 2, title: "Presence" },
  { number: 3, title: 'Life of a "connection"' },
  { number: 4, title: "In lines" },
];

let content: string;
beforeEach(async () => {
  content = await mkdtemp(path.join(tmpdir(), "course-"));
  await cp(PATTERN, path.join(content, "new-lesson"), { recursive: true });
  await writeFile(path.join(content, "course.ts"), COURSE);
});
afterEach(() => rm(content, { recursive: true }));

const saying = (words: string): unknown => expect.stringContaining(words);
const course = () => readFile(path.join(content, "course.ts"), "utf8");
const making = (slug?: string, number?: string) => newLesson({ content, lessons, slug, number });

test("a new lesson is a copy of the one that passes the tests, and the course names it", async () => {
  expect(await making("presence")).toMatchObject({ ok: true, place: { number: 2 } });
  const names = (folder: string) => readdir(folder, { recursive: true });
  expect((await names(path.join(content, "presence"))).toSorted()).toEqual(
    (await names(PATTERN)).toSorted(),
  );
  expect(await course()).toBe(
    COURSE.replace('counted per person" }', 'counted per person", slug: "presence" }'),
  );
});

test("it can be another than the next, and what becomes too long is written in lines", async () => {
  expect(await making("a-long-life", "3")).toMatchObject({ ok: true, place: { number: 3 } });
  expect(await course()).toContain(`  {
    title: "Life of a \\"connection\\"",
    about: "Heartbeats, reasons, reconnection, and all the rest",
    slug: "a-long-life",
  },
`);
});

test.each([
  [undefined, undefined, "npm run new:lesson <slug> [number]"],
  ["Presence", undefined, "small letters"],
  ["../presence", undefined, "small letters"],
  ["presence-", undefined, "small letters"],
  ["new-lesson", undefined, "content/new-lesson/ is there already"],
  [
    "presence",
    "1",
    "no lesson 1 that is still to be written.\nStill to be written:\n  2  Presence",
  ],
  ["presence", "two", "no lesson two"],
  ["presence", "4", 'no line { title: "In lines", about: "…" }'],
])("%s %s is refused, and nothing is written", async (slug, number, says) => {
  expect(await making(slug, number)).toMatchObject({ ok: false, problem: saying(says) });
  expect([await course(), (await readdir(content)).toSorted()]).toEqual([
    COURSE,
    ["course.ts", "new-lesson"],
  ]);
});

test("when every lesson is written, the author is told where to add one", async () => {
  const written = lessons.map((lesson) => ({ ...lesson, slug: "there" }));
  expect(await newLesson({ content, lessons: written, slug: "more" })).toMatchObject({
    ok: false,
    problem: saying("Add a line to it"),
  });
});
