// `npm run new:lesson <slug> [number]`: a lesson that passes the tests, for its author to make into another, piece by
// piece. It is a copy of content/new-lesson/, and content/course.ts names it.
import { cp, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";

export type Place = { readonly number: number; readonly title: string; readonly slug?: string };

export type Wanted = {
  /** The folder of the course. */
  readonly content: string;
  /** The lessons of the course, in order. */
  readonly lessons: readonly Place[];
  readonly slug?: string | undefined;
  /** Which of them it is to be; the first that is not written, unless told. */
  readonly number?: string | undefined;
};

/** What has been made; or what is in the way, and what to do. Then nothing has been written. */
export type Made =
  | { readonly ok: true; readonly place: Place; readonly folder: string }
  | { readonly ok: false; readonly problem: string };

const PATTERN = "new-lesson";
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Columns, as the formatter has them. */
const LINE_AT_MOST = 100;

export async function newLesson({ content, lessons, slug, number }: Wanted): Promise<Made> {
  const open = lessons.filter((lesson) => lesson.slug === undefined);
  const refused = (problem: string): Made => ({ ok: false, problem });
  if (slug === undefined)
    return refused(
      `Say what its folder is to be called: npm run new:lesson <slug> [number].${listOf(open)}`,
    );
  if (!SLUG.test(slug))
    return refused(
      `“${slug}” cannot be the name of a lesson: it is a folder and an address. Take small letters, digits and single hyphens, such as presence-and-typing.`,
    );
  const folder = path.join(content, slug);
  if (existsSync(folder))
    return refused(
      `content/${slug}/ is there already. Take another name, or move that folder away.`,
    );
  const place = number === undefined ? open[0] : open.find((one) => `${one.number}` === number);
  if (!place)
    return refused(
      number === undefined
        ? "Every lesson of content/course.ts is written. Add a line to it, with a title and what it is about; then ask again."
        : `content/course.ts has no lesson ${number} that is still to be written.${listOf(open)}`,
    );
  const file = path.join(content, "course.ts");
  const course = withSlug(await readFile(file, "utf8"), place.title, slug);
  if (course === undefined)
    return refused(
      `content/course.ts has no line { title: ${JSON.stringify(place.title)}, about: "…" }, to which the name could be added. Write that lesson in this form; then ask again.`,
    );
  await cp(path.join(content, PATTERN), folder, { recursive: true, errorOnExist: true });
  await writeFile(file, course);
  return { ok: true, place, folder };
}

/** The course with a name for that lesson; undefined where its line is not as it is expected. */
function withSlug(course: string, title: string, slug: string): string | undefined {
  const lines = course.split("\n");
  const at = lines.findIndex((line) => line.includes(`{ title: ${JSON.stringify(title)}, about: `));
  const [, indent, about] =
    /^(\s*)\{ title: .*, about: ("(?:[^"\\]|\\.)*") \},$/.exec(lines[at] ?? "") ?? [];
  if (indent === undefined) return undefined;
  const parts = [`title: ${JSON.stringify(title)}`, `about: ${about}`, `slug: "${slug}"`];
  const line = `${indent}{ ${parts.join(", ")} },`;
  const inLines = [`${indent}{`, ...parts.map((part) => `${indent}  ${part},`), `${indent}},`];
  return lines.toSpliced(at, 1, ...(line.length > LINE_AT_MOST ? inLines : [line])).join("\n");
}

const listOf = (open: readonly Place[]): string =>
  `\nStill to be written:\n${open.map(({ number, title }) => `  ${number}  ${title}`).join("\n")}`;

if (process.argv[1] === import.meta.filename) {
  const { lessonsInOrder } = await import("../content/course.ts");
  const [slug, number] = process.argv.slice(2);
  const content = path.resolve(import.meta.dirname, "../content");
  const made = await newLesson({ content, lessons: lessonsInOrder, slug, number });
  if (made.ok)
    console.log(`content/${slug}/ is lesson ${made.place.number}, “${made.place.title}”, and content/course.ts says so.
It passes the tests as it is. Now make it yours:
  npm run dev                                    and open http://localhost:3000/learn/${slug}
  npx vitest run content/lessons.test.ts -t ${slug}   what it claims, run
content/README.md says what each file holds.`);
  else {
    console.error(made.problem);
    process.exitCode = 1;
  }
}
