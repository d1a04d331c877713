// A lesson's figures: what is to be recorded, as it is written, and what was, as the page shows it. It reads from disk, so
// only a server can.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { Figure } from "#protocol/figure.ts";
import type { Scene } from "#protocol/scene.ts";
import type { Trace } from "#trace/event.ts";
import { parseTrace } from "#trace/serialise.ts";
import { compileData } from "./compile.ts";
import { complaints, LessonError } from "./lesson-error.ts";

export type LoadedFigure = {
  readonly recording: Trace;
  /** The names of those on stage, in order. */
  readonly scene: readonly string[];
};

const CONTENT = path.join(process.cwd(), "content");

/** The folder of a lesson. */
export const folderOf = (slug: string): string =>
  path.join(/* turbopackIgnore: true */ CONTENT, slug);

/** The names of the figures in a lesson's folder, recorded or not. */
export async function figureNames(folder: string): Promise<readonly string[]> {
  const files = await readdir(path.join(folder, "figures")).catch(() => []);
  return files.flatMap((file) => /^([a-z0-9-]+)\.ts$/.exec(file)?.[1] ?? []).toSorted();
}

/** Where a recording is kept. */
export const recordingOf = (folder: string, name: string): string =>
  path.join(folder, "figures", `${name}.trace.json`);

/** What is to be recorded. @throws LessonError */
export async function writtenFigure(folder: string, name: string): Promise<Figure> {
  const file = path.join(folder, "figures", `${name}.ts`);
  const parsed = z.safeParse(Figure, (await compileData(file))["figure"]);
  if (parsed.success) return parsed.data;
  const problem = `${complaints(parsed.error)}: export a \`figure\` (content/README.md)`;
  throw new LessonError(file, problem);
}

/** What was recorded. @throws LessonError with the line that is no event. */
export async function recordedFigure(folder: string, name: string): Promise<Trace> {
  const file = recordingOf(folder, name);
  const read = parseTrace(await readFile(file, "utf8"));
  if (read.ok) return read.trace;
  const problem = `${read.problem}: record it again (npm run figures)`;
  throw new LessonError(file, problem, { line: read.line });
}

/** Those of a lesson that are recorded, by name. @param own the lesson's scene, which a figure has unless it says otherwise */
export async function figuresIn(
  folder: string,
  own: Scene,
): Promise<Readonly<Record<string, LoadedFigure>>> {
  const names = await figureNames(folder);
  const loaded = names
    .filter((name) => existsSync(recordingOf(folder, name)))
    .map(async (name) => {
      const { scene = own } = await writtenFigure(folder, name);
      const recording = await recordedFigure(folder, name);
      return [name, { recording, scene: scene.clients.map((client) => client.name) }] as const;
    });
  return Object.fromEntries(await Promise.all(loaded));
}
