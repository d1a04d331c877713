// What the prose of every lesson claims, run: each prediction's answer, each act, each line it points at. And every exercise
// from both sides, through the real gateway: its solution passes, its starter and what is nearly right fail as stated.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writtenLessons } from "./course.ts";
import { loadLesson } from "./load-lesson.ts";
import { type LessonStage, onceEach, openLessonStage } from "./testing/lesson-stage.ts";
import { type Answers, linesOfItsOwn, loadAnswers, type Proof, prove } from "./testing/proof.ts";
import { proseOf } from "./testing/prose.ts";

/** What every new lesson begins as (`npm run new:lesson`): no part of the course, and held to the same. */
const PATTERN = { slug: "new-lesson" };

const lessons = await Promise.all(
  [...writtenLessons, PATTERN].map(async ({ slug }) => {
    const lesson = await loadLesson(slug);
    return { slug, lesson, prose: proseOf(lesson) };
  }),
);

describe.each(lessons)("$slug", ({ slug, lesson, prose }) => {
  let stage: LessonStage;
  beforeAll(async () => {
    stage = await openLessonStage(lesson);
  });
  afterAll(() => stage?.close());

  test.each(prose.Predict)("$id: of what $client does, $answer receive $event", async (predict) => {
    const { event, answer } = predict;
    expect(await stage.after(predict, event, answer.length)).toEqual(onceEach(answer));
  });

  test("what its words have somebody do, the server has a handler for", async () => {
    const server = lesson.files[lesson.entry];
    for (const act of prose.Act) {
      await stage.after(act, "");
      expect(server).toContain(
        "emit" in act ? `socket.on("${act.emit}"` : `app.post("${act.post}"`,
      );
    }
    expect(stage.trace().filter(({ kind }) => kind === "fault")).toEqual([]);
  });

  test("the lines it points at are there", () => {
    for (const { of = lesson.entry, has } of prose.Line) expect(lesson.files[of]).toContain(has);
  });

  test("it asks before it tells, corrects what people believe, and ends with something to do", () => {
    expect(prose.Predict.length).toBeGreaterThan(0);
    expect(prose.Note.length).toBeGreaterThan(0);
    const asked = prose.Exercise.map((exercise) => exercise.slug);
    expect(asked.toSorted()).toEqual(lesson.exercises.map((exercise) => exercise.slug).toSorted());
  });

  describe.each(lesson.exercises)("$slug", async ({ slug: exercise, check, file, starter }) => {
    if (!check) throw new Error(`${slug}/exercises/${exercise}/check.ts is missing`);
    const folder = path.join(import.meta.dirname, slug, "exercises", exercise);
    const read = (file: string) => readFile(path.join(folder, file), "utf8");
    const [answers, solution] = await Promise.all([loadAnswers(folder), read("solution.js")]);
    const filesWith = (text: string) => ({ ...lesson.files, ...starter, [file]: text });
    const expected = (fails: Answers["starter"]) =>
      fails.map((one): unknown => (typeof one === "string" ? one : expect.stringMatching(one)));

    /** What is told of it names a line, an event, or a value, and does not begin with the answer. */
    const helps = ({ hints }: Proof) => {
      const [first = { text: "" }] = hints;
      expect(hints.length).toBeLessThanOrEqual(3);
      expect(hints.some(({ text }) => /[Ll]ine \d+|`/.test(text))).toBe(true);
      for (const line of linesOfItsOwn(solution, starter[file] ?? ""))
        expect(first.text).not.toContain(line);
    };

    test.each([1, 2])("the solution passes, whoever comes (%i)", async (seed) => {
      expect(await prove({ check, files: filesWith(solution), seed })).toEqual({
        fails: [],
        hints: [],
      });
    });

    test("the starter does not, and it is said why", async () => {
      const proof = await prove({ check, files: { ...lesson.files, ...starter } });
      expect(proof.fails).toEqual(expected(answers.starter));
      helps(proof);
    });

    test.each(answers.wrong)("$is", async ({ right, wrong, fails }) => {
      expect(solution).toContain(right);
      const files = filesWith(solution.replace(right, wrong));
      const proof = await prove({ check, files });
      expect(proof.fails).toEqual(expected(fails));
      helps(proof);
    });

    test("what it says of answers is more than one thing", () => {
      expect(answers.wrong.length).toBeGreaterThanOrEqual(2);
    });
  });
});
