// What can be looked for on the site: the lessons and their sections, what people believe, what they see when something is
// wrong, and the members of the API. Made of the lessons wherever they say it themselves.
import type { SearchEntry } from "#protocol/search-index.ts";
import { alsoCalled } from "./also-called.ts";
import { apiEntries } from "./api-entries.ts";
import { lessonsInOrder } from "./course.ts";
import { errorMessages } from "./error-messages.ts";
import { misconceptions } from "./misconceptions.ts";
import type { OpenLesson } from "./open-lesson.ts";
import { type Taught, taughtIn } from "./taught.ts";

export const searchIndex = (lessons: readonly OpenLesson[]): readonly SearchEntry[] => [
  ...pages,
  ...lessonsInOrder.map((place) => lessonEntry(place, lessons)),
  ...lessons.flatMap(sectionEntries),
  ...beliefs(lessons),
  ...errors(lessons),
  ...members(lessons),
];

const pages: readonly SearchEntry[] = [
  {
    kind: "page",
    title: "The map of the course",
    says: "Every lesson, and how far you are",
    href: "/learn",
    where: "g m",
  },
  {
    kind: "page",
    title: "Index of the API",
    says: "Every member of Socket.IO, in one line",
    href: "/api",
    where: "g a",
  },
  {
    kind: "page",
    title: "Emit cheat sheet",
    says: "Every way to emit, whom it reaches, and why: each row can be run",
    also: ["emit cheatsheet", "who receives, who gets it", "send to all, to a room, to one user"],
    href: "/cheatsheet",
    where: "g c",
  },
  {
    kind: "page",
    title: "The first page",
    says: "What this is, and how to begin",
    href: "/",
    where: "",
  },
];

const lessonEntry = (
  { number, title, about }: (typeof lessonsInOrder)[number],
  lessons: readonly OpenLesson[],
): SearchEntry => {
  const taught = taughtIn(lessons, number, () => false);
  const where = `Lesson ${number}${taught.isWritten ? "" : ", being written"}`;
  const also = [...(alsoCalled[number] ?? [])];
  return { kind: "lesson", title, says: about, also, href: taught.href, where };
};

const sectionEntries = ({ number, slug, title, lesson }: OpenLesson): readonly SearchEntry[] =>
  lesson.outline.sections.slice(1).map((section) => ({
    kind: "section",
    title: section.title,
    says: title,
    words: section.text.replace(/\s+/g, " ").trim(),
    href: `/learn/${slug}#${section.id}`,
    where: `Lesson ${number}`,
  }));

/** The lessons' own notes, and what no lesson has yet in these words. */
function beliefs(lessons: readonly OpenLesson[]): readonly SearchEntry[] {
  const noted = lessons.flatMap(({ number, lesson }) =>
    lesson.outline.notes.map(({ says, section }): SearchEntry => {
      const taught = taughtIn(lessons, number, ({ id }) => id === section);
      return { kind: "misconception", title: says, says: "", ...toward(taught) };
    }),
  );
  const known = new Set(noted.map(({ title }) => title));
  const others = misconceptions
    .filter(([says]) => !known.has(says))
    .map(([says, lesson, instead]): SearchEntry => {
      const taught = taughtIn(lessons, lesson, () => false);
      return { kind: "misconception", title: says, says: instead, ...toward(taught) };
    });
  return [...noted, ...others];
}

const errors = (lessons: readonly OpenLesson[]): readonly SearchEntry[] =>
  errorMessages.map(([message, lesson, means]) => {
    const has = ({ text, code }: { readonly text: string; readonly code: readonly string[] }) =>
      [text, ...code].some((words) => words.includes(message));
    return {
      kind: "error",
      title: message,
      says: means,
      ...toward(taughtIn(lessons, lesson, has)),
    };
  });

const members = (lessons: readonly OpenLesson[]): readonly SearchEntry[] =>
  apiEntries(lessons).flatMap(({ title, members }) =>
    members.map(({ id, name, says }) => ({
      kind: "api",
      title: name,
      says,
      href: `/api#${id}`,
      where: title,
    })),
  );

const toward = ({ href, lesson, section, isWritten }: Taught) => ({
  href,
  where: `Lesson ${lesson}${section === undefined ? "" : `: ${section}`}${isWritten ? "" : ", being written"}`,
});
