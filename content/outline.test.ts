import { expect, test } from "vitest";
import { course, lessonsInOrder, neighboursOf, writtenLessons } from "./course.ts";
import { minutesOf, type Outline, outlineOf } from "./outline.ts";

const text = (value: string) => ({ type: "text", value });
const element = (tagName: string, ...children: readonly object[]) => ({
  type: "element",
  tagName,
  children,
});
const part = (name: string, given: Readonly<Record<string, unknown>>) => ({
  type: "mdxJsxFlowElement",
  name,
  attributes: Object.entries(given).map(([key, value]) => ({ name: key, value })),
});
const outline = (...children: readonly object[]) => outlineOf({ type: "root", children } as never);

test("a lesson's sections have its words and its code, and what stands before them is one too", () => {
  const { sections } = outline(
    element("p", text("Before. "), element("code", text("io"))),
    { ...element("h2", text("Rooms")), properties: { id: "rooms" } },
    element("p", text("A name.")),
    element("pre", element("code", text("socket.join()\n"))),
  );
  expect(sections).toEqual([
    { id: "", title: "", text: "Before. io", code: ["io"] },
    { id: "rooms", title: "Rooms", text: "A name.", code: ["socket.join()"] },
  ]);
});

test("what there is to do is known by its id, and what people believe by its words", () => {
  const found = outline(
    { ...element("h2", text("Rooms")), properties: { id: "rooms" } },
    part("Predict", { id: "late" }),
    part("Task", { id: "others" }),
    part("Exercise", { slug: "sum" }),
    part("Note", { says: "It joins." }),
    part("Note", { says: { value: `'io.to("room1")'` } }),
    part("Note", { kind: "tip" }),
  );
  expect(found).toMatchObject({
    predictions: ["late"],
    tasks: ["others"],
    exercises: ["sum"],
    notes: [
      { says: "It joins.", section: "rooms" },
      { says: 'io.to("room1")', section: "rooms" },
    ],
  });
});

test("a lesson takes the time to read it and to do what is in it, and never none", () => {
  const words = (count: number): Outline => ({
    ...outline(element("p", text("word ".repeat(count)))),
    predictions: ["a", "b"],
    tasks: ["c"],
    exercises: ["d"],
  });
  expect(minutesOf(outline(), [])).toBe(5);
  expect(minutesOf(words(1_000), [])).toBe(15);
  expect(minutesOf(words(1_000), [words(1_000)])).toBe(20);
});

test("a lesson builds on earlier ones only, and the ways lead to those that are written", () => {
  expect(lessonsInOrder.length).toBe(course.flatMap(({ lessons }) => lessons).length);
  for (const { number, buildsOn } of lessonsInOrder)
    for (const earlier of buildsOn) expect(earlier).toBeLessThan(number);
  const there = writtenLessons.map(({ slug }) => slug);
  expect(there.flatMap((slug) => neighboursOf(slug).next?.slug ?? [])).toEqual(there.slice(1));
  expect(there.flatMap((slug) => neighboursOf(slug).previous?.slug ?? [])).toEqual(
    there.slice(0, -1),
  );
});
