// No concept that the course promises is lost when a lesson is rewritten: each is in the section that the table names.
import { beforeAll, expect, test } from "vitest";
import { concepts } from "./concepts.ts";
import type { Outline } from "./outline.ts";
import { type OpenLesson, openLessons } from "./open-lesson.ts";

/** How many of the first lessons the table covers. */
const COVERED = 11;

let lessons: readonly OpenLesson[];
beforeAll(async () => {
  lessons = await openLessons();
});

/** Whether a word of it begins so: "ack" is in "acks", and not in "back". */
const hasWord = (text: string, word: string): boolean =>
  text.split(word).some((before, place, all) => place < all.length - 1 && !/\w$/u.test(before));

const anchorsOf = ({ sections }: Outline) => sections.flatMap(({ id }) => id || []).join(", ");

test("every concept is said in the section that the table names", () => {
  const missing = Object.entries(concepts).flatMap(([slug, sections]) => {
    const outline = lessons.find((lesson) => lesson.slug === slug)?.lesson.outline;
    if (!outline) return [`${slug}: no lesson is written in content/${slug}/`];
    return Object.entries(sections).flatMap(([anchor, rows]) => {
      const section = outline.sections.find(({ id }) => id === anchor);
      if (anchor === "" || !section)
        return [`${slug}#${anchor}: no such section; there are ${anchorsOf(outline)}`];
      const notes = outline.notes.filter((note) => note.section === anchor);
      const said = [section.text, ...section.code, ...notes.map(({ says }) => says)]
        .join(" ")
        .toLowerCase();
      return Object.entries(rows).flatMap(([concept, words]) => {
        const unsaid = words.split(" ").filter((word) => !hasWord(said, word.toLowerCase()));
        return unsaid.length === 0
          ? []
          : [`${slug}#${anchor} does not say ${unsaid.join(", ")}, for: ${concept}`];
      });
    });
  });
  expect(missing, "mend content/concepts.ts, or the prose that has lost it").toEqual([]);
});

test("every written lesson of the first eleven has concepts of its own", () => {
  const without = lessons
    .filter(({ number }) => number <= COVERED)
    .filter(({ slug }) => Object.keys(concepts[slug] ?? {}).length === 0);
  expect(without.map(({ slug }) => slug)).toEqual([]);
  expect(lessons.length).toBeGreaterThanOrEqual(COVERED);
});
