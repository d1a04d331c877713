import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CourseMap } from "./course-map.tsx";
import { sectionAt } from "./keep-place.ts";
import { keepProgress, noProgress, progress } from "./kept-progress.ts";
import type { Progress } from "./progress-schema.ts";
import { LessonWays } from "./lesson-ways.tsx";
import { countedIn, merged, progressFile, readProgressFile } from "./progress-file.ts";
import { bringProgressBack, progressBefore, replaceProgress } from "./replace-progress.ts";
import { leftAt, standingOf } from "./standing.ts";

const right = { said: ["Bob"], was: ["Bob"] };
const wrong = { said: ["Bob"], was: ["Carol"] };
const rooms = {
  slug: "rooms",
  predictions: ["late", "own"],
  tasks: ["others"],
  exercises: ["bye"],
};
const kept = (own: Progress["lessons"][string], more: Partial<Progress> = {}): Progress => ({
  ...noProgress,
  lessons: { rooms: own },
  ...more,
});

describe("how far one is with a lesson", () => {
  test("is what it holds today; what it no longer has counts for nothing", () => {
    expect(standingOf(noProgress, rooms)).toMatchObject({ is: "new", done: 0, of: 4 });
    const some = kept({ predictions: { late: right, gone: right }, done: ["others", "gone"] });
    expect(standingOf(some, rooms)).toMatchObject({ is: "begun", done: 2, of: 4 });
    const all = kept({ predictions: { late: right, own: wrong }, done: ["bye", "others"] });
    expect(standingOf(all, rooms)).toMatchObject({ is: "done", done: 4 });
    expect(standingOf({ ...noProgress, places: { rooms: "a" } }, rooms).is).toBe("begun");
  });

  test("counts a prediction as right by its first guess", () => {
    const guessed = kept({
      predictions: { late: { ...right, first: false }, own: right },
      done: [],
    });
    expect(standingOf(guessed, rooms)).toMatchObject({ right: 1, predicted: 2 });
  });

  test("has a place to go on, if its lesson and section are still there", () => {
    const lesson = {
      slug: "rooms",
      title: "Rooms",
      sections: [
        { id: "", title: "" },
        { id: "a", title: "A" },
      ],
    };
    const at = (section: string, last = "rooms") =>
      leftAt({ ...noProgress, places: { rooms: section }, last }, [lesson])?.section?.id;
    expect(at("a")).toBe("a");
    expect(at("gone")).toBeUndefined();
    expect(at("")).toBeUndefined();
    expect(leftAt({ ...noProgress, last: "gone" }, [lesson])).toBeUndefined();
  });

  test("the section that is read is the last whose heading is not below the line", () => {
    const headings = [
      { id: "a", top: -500 },
      { id: "b", top: 300 },
      { id: "c", top: 900 },
    ];
    expect(sectionAt(headings, 400)).toBe("b");
    expect(sectionAt(headings.slice(2), 400)).toBe("");
  });
});

describe("a file of progress", () => {
  const mine = kept(
    { predictions: { late: right }, done: ["others"] },
    { last: "rooms", places: { rooms: "a" } },
  );

  test("is read as it was written, with what no lesson has", () => {
    const odd = {
      ...mine,
      lessons: { ...mine.lessons, "no-such-lesson": { predictions: {}, done: ["x"] } },
    };
    expect(readProgressFile(progressFile(odd))).toEqual({ ok: true, progress: odd });
  });

  test.each([
    ["nothing", "", "not JSON"],
    ["a picture", "\u0089PNG\r\n", "not JSON"],
    ["null", "null", "no progress of this course"],
    ["a later version", '{"version":2,"lessons":[]}', "newer version"],
    ["an earlier one", '{"version":0,"lessons":{}}', "(at version)"],
    ["lists for records", '{"version":1,"lessons":[]}', "(at lessons)"],
    [
      "markup for answers",
      '{"version":1,"lessons":{"a":{"predictions":{},"done":[{"html":"<b>"}]}}}',
      "(at lessons › a › done › 0)",
    ],
    [
      "words without end",
      JSON.stringify({ version: 1, lessons: { ["a".repeat(300)]: { predictions: {}, done: [] } } }),
      "words that no lesson has",
    ],
    ["too much", " ".repeat(1_000_001), "larger"],
  ])("that holds %s is refused in words", (...[, text, problem]) => {
    const read = readProgressFile(text);
    expect(read.ok ? "" : read.problem).toContain(problem);
    expect(read.ok ? "" : read.problem).toContain("Your progress is as it was.");
  });

  test("cannot reach what objects have in common", () => {
    const text = '{"version":1,"lessons":{"__proto__":{"predictions":{},"done":["polluted"]}}}';
    const read = readProgressFile(text);
    if (read.ok) merged(mine, read.progress);
    expect(({} as { done?: unknown }).done).toBeUndefined();
    expect(Object.getPrototypeOf(read.ok ? read.progress.lessons : {})).toBe(Object.prototype);
  });

  test("adds what is not there, and changes no answer that is", () => {
    const theirs = kept(
      { predictions: { late: wrong, own: wrong }, done: ["bye"] },
      { last: "events", places: { rooms: "b", events: "c" } },
    );
    expect(merged(mine, theirs)).toEqual(
      kept(
        { predictions: { late: right, own: wrong }, done: ["others", "bye"] },
        { last: "rooms", places: { rooms: "a", events: "c" } },
      ),
    );
    expect(merged(noProgress, theirs)).toEqual(theirs);
    expect(countedIn(theirs)).toBe("1 lesson, 2 predictions, 1 task or exercise");
    expect(countedIn(noProgress)).toBe("0 lessons, 0 predictions, 0 tasks or exercises");
  });
});

describe("in the browser", () => {
  const storage = new Map<string, string>();
  beforeEach(() => {
    storage.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, text: string) => void storage.set(key, text),
    });
  });
  afterEach(() => {
    storage.clear();
    progress();
    vi.unstubAllGlobals();
  });

  const mine = kept({ predictions: { late: right }, done: [] });

  test("a reset can be undone, and so can the undoing, whatever was done in between", () => {
    keepProgress(mine);
    replaceProgress(noProgress);
    expect(progress()).toEqual(noProgress);
    expect(progressBefore()).toEqual(mine);
    const since = kept({ predictions: {}, done: ["bye"] });
    keepProgress(since);
    bringProgressBack();
    expect(progress()).toEqual(mine);
    expect(progressBefore()).toEqual(since);
    bringProgressBack();
    expect(progress()).toEqual(since);
    expect(progressBefore()).toEqual(mine);
  });

  test("there is nothing to bring back where nothing was", () => {
    replaceProgress(mine);
    expect(progressBefore()).toBeUndefined();
    bringProgressBack();
    expect(progress()).toEqual(mine);
  });

  test("what a later version has written is put aside, and not lost", () => {
    const later = '{"version":9}';
    storage.set("sockets-101:progress", later);
    expect(progress()).toEqual(noProgress);
    keepProgress(mine);
    expect([...storage.values()]).toContain(later);
    expect(progress()).toEqual(mine);
  });

  test("it holds as long as the page does where nothing is kept", () => {
    const refuse = () => {
      throw new Error("refused");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
    keepProgress(mine);
    expect(progress()).toEqual(mine);
    replaceProgress(noProgress);
    bringProgressBack();
    expect(progress()).toEqual(mine);
    keepProgress(noProgress);
  });
});

describe("without a script", () => {
  test("the map has every lesson, its time, what it builds on, and no progress", () => {
    const lesson = { about: "About.", part: "Part" };
    const html = renderToStaticMarkup(
      <CourseMap
        lessons={[
          {
            ...lesson,
            number: 1,
            title: "First",
            buildsOn: [],
            written: { ...rooms, minutes: 20 },
          },
          { ...lesson, number: 2, title: "Second", buildsOn: [1] },
        ]}
      />,
    );
    expect(html).toContain('<a href="/learn/rooms">First</a>');
    expect(html).toContain("2 predictions, 1 task, 1 exercise");
    expect(html).toContain("20 min");
    expect(html).toContain("Being written · builds on ");
    expect(html).toContain('<a href="#lesson-1">lesson 1</a>');
    expect(html).not.toContain("Not begun");
  });

  test("a lesson leads to those beside it, and the last to the map", () => {
    const next = { slug: "rooms", number: 9, title: "Rooms" };
    const middle = renderToStaticMarkup(<LessonWays at="end" previous={next} next={next} />);
    expect(middle.match(/rel="(?:prev|next)"/g)).toEqual(['rel="prev"', 'rel="next"']);
    const last = renderToStaticMarkup(<LessonWays at="head" previous={next} />);
    expect(last).toContain('href="/learn"');
  });
});
