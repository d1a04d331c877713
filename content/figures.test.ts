// Every figure is a recording of a real run, and of what would happen today: its program is run again and compared, by
// what does not depend on chance or time. `npm run figures` keeps what has changed.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { figureText, recordFigure } from "#lessons-server/testing/record-figure.ts";
import type { Trace } from "#trace/event.ts";
import { serialise } from "#trace/serialise.ts";
import { writtenLessons } from "./course.ts";
import {
  figureNames,
  folderOf,
  recordedFigure,
  recordingOf,
  writtenFigure,
} from "./load-figure.ts";
import { loadProgram } from "./load-lesson.ts";

const isRecording = process.env["RECORD"] === "figures";

async function recorded(folder: string, name: string): Promise<Trace> {
  // Not the lesson itself: its prose may ask for the figure that is to be recorded.
  const { files, entry, scene } = await loadProgram(folder);
  const figure = await writtenFigure(folder, name);
  const program = { entry, files: { ...files, ...figure.files } };
  return recordFigure({ program, scene: figure.scene ?? scene, acts: figure.acts });
}

const figures = await Promise.all(
  writtenLessons.map(async ({ slug }) =>
    (await figureNames(folderOf(slug))).map((name) => ({ slug, name })),
  ),
);

test.each(figures.flat())("$slug/$name is what a run is today", async ({ slug, name }) => {
  const folder = folderOf(slug);
  const today = await recorded(folder, name);
  const file = recordingOf(folder, name);
  const kept = async () => figureText(await recordedFigure(folder, name));
  // What has not changed stays as it was recorded, ids and times and all.
  if (isRecording && !(existsSync(file) && (await kept()) === figureText(today)))
    await writeFile(file, serialise(today));
  expect(
    await kept(),
    `${slug}/figures/${name}.trace.json is no longer what happens: run \`npm run figures\` and look at the figure`,
  ).toBe(figureText(today));
});
