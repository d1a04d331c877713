// Reads a lesson's folder: its prose, the files the learner starts with, who is on stage, and its exercises. It reads
// from disk, so only a server can.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { DrawnCheck, type WrittenCheck } from "#protocol/exercise.ts";
import { Scene } from "#protocol/scene.ts";
import { compileData, compileProse, type Prose } from "./compile.ts";
import { complaints, LessonError } from "./lesson-error.ts";
import { figuresIn, folderOf, type LoadedFigure } from "./load-figure.ts";
import { minutesOf, type Outline } from "./outline.ts";
import { startFiles } from "./start-files.ts";

export type LoadedExercise = {
  readonly slug: string;
  readonly title: string;
  readonly Task: Prose;
  readonly outline: Outline;
  /** The file that is to be changed; the others of `starter` are given. */
  readonly file: string;
  readonly starter: Readonly<Record<string, string>>;
  /** An answer: that file as it may be in the end. */
  readonly solution: string;
  /** Why it works, in a few sentences, for whoever has solved it. */
  readonly Why: Prose;
  readonly check: WrittenCheck;
};

export type LoadedLesson = {
  readonly slug: string;
  readonly description: string;
  readonly minutes: number;
  readonly Content: Prose;
  readonly outline: Outline;
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly scene: Scene;
  readonly exercises: readonly LoadedExercise[];
  /** By name; those that are recorded. */
  readonly figures: Readonly<Record<string, LoadedFigure>>;
};

/** What there is to do in a lesson, by id. */
export const toDoIn = ({ slug, outline }: Pick<LoadedLesson, "slug" | "outline">) => ({
  slug,
  predictions: outline.predictions,
  tasks: outline.tasks,
  exercises: outline.exercises,
});

const ENTRY = "server.js";

const Front = z.strictObject({
  minutes: z.number().int().positive().optional(),
  description: z.string().min(1),
});
const TaskFront = z.strictObject({ title: z.string().min(1), of: z.string().default(ENTRY) });

/** @throws LessonError that names the file, the line where there is one, and what to do. */
export async function loadLesson(slug: string, root?: string): Promise<LoadedLesson> {
  const folder =
    root === undefined ? folderOf(slug) : path.join(/* turbopackIgnore: true */ root, slug);
  const prose = path.join(folder, "lesson.mdx");
  const { Content, frontmatter, outline } = await compileProse(await present(prose));
  const { description, minutes } = checked(Front, frontmatter, prose);
  const program = await loadProgram(folder);
  const tasks = await exercises(folder);
  const asked = tasks.map((exercise) => exercise.outline);
  return {
    slug,
    description,
    minutes: minutes ?? minutesOf(outline, asked),
    Content,
    outline,
    ...program,
    exercises: tasks,
    figures: await figuresIn(folder, program.scene),
  };
}

/** What a lesson's learners start with, and who is on stage. @throws LessonError */
export async function loadProgram(
  folder: string,
): Promise<Pick<LoadedLesson, "files" | "entry" | "scene">> {
  const sceneFile = await present(path.join(folder, "scene.ts"));
  const scene = checked(Scene, (await compileData(sceneFile))["scene"], sceneFile);
  await present(path.join(folder, ENTRY));
  const named = scene.clients.flatMap(({ file }) => file ?? []);
  const files = await startFiles(folder, { entry: ENTRY, named });
  for (const { name, file } of scene.clients)
    if (file !== undefined && files[file] === undefined)
      throw new LessonError(
        sceneFile,
        `${name} runs ${file}, which is not in ${path.basename(folder)}/: add it`,
      );
  return { files, entry: ENTRY, scene };
}

async function exercises(folder: string): Promise<readonly LoadedExercise[]> {
  const within = path.join(folder, "exercises");
  const found = await readdir(within, { withFileTypes: true }).catch(() => []);
  const slugs = found.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(slugs.toSorted().map((slug) => loadExercise(path.join(within, slug), slug)));
}

async function loadExercise(folder: string, slug: string): Promise<LoadedExercise> {
  const taskFile = await present(path.join(folder, "task.mdx"));
  const { Content: Task, frontmatter, outline } = await compileProse(taskFile);
  const { title, of: file } = checked(TaskFront, frontmatter, taskFile);
  const checkFile = await present(path.join(folder, "check.ts"));
  const check = writtenCheck((await compileData(checkFile))["check"], checkFile);
  const starter = await readFile(await present(path.join(folder, "starter.js")), "utf8");
  const solution = await readFile(await present(path.join(folder, "solution.js")), "utf8");
  const { Content: Why } = await compileProse(await present(path.join(folder, "why.mdx")));
  const beside: Record<string, string> = {};
  for (const one of await readdir(folder))
    if (one.endsWith(".js") && one !== "starter.js" && one !== "solution.js")
      beside[one] = await readFile(path.join(folder, one), "utf8");
  const files = { ...beside, [file]: starter };
  return { slug, title, Task, outline, file, starter: files, solution, Why, check };
}

/** `$words` are no names: each stands as itself, without its sign, while the shape is looked at. */
function writtenCheck(value: unknown, file: string): WrittenCheck {
  const { names, ...rest } = checked(Named, value, file);
  checked(DrawnCheck, JSON.parse(JSON.stringify(rest).replaceAll("$", "")), file);
  return { names, ...rest } as unknown as WrittenCheck;
}
const Named = z.looseObject({ names: z.array(z.string().startsWith("$")) }, "export a `check`");

async function present(file: string): Promise<string> {
  await readFile(file).catch((cause: unknown) => {
    throw new LessonError(file, "this file is missing: every lesson needs it (content/README.md)", {
      cause,
    });
  });
  return file;
}

function checked<T extends z.core.$ZodType>(schema: T, value: unknown, file: string): z.infer<T> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const isFront = file.endsWith(".mdx");
  throw new LessonError(
    file,
    `${complaints(parsed.error)}${isFront ? " (in the block between --- at its beginning)" : ""}`,
    isFront ? { line: 1 } : {},
  );
}
