// The learner's files as Monaco has them: one model each, so that one file knows what another exports.
import type { editor } from "monaco-editor/editor";
import type { Files } from "./edits.ts";
import { LESSON } from "./language/sides.ts";
import { LANGUAGE, type Monaco, tellFiles } from "./monaco.ts";

/** Makes the models say what the files say. What is typed is there already; a reset or an exercise comes from outside. */
export function keepModels(monaco: Monaco, files: Files): void {
  for (const model of lessonModels(monaco))
    if (!Object.hasOwn(files, fileOf(model))) model.dispose();
  const created = Object.entries(files).flatMap(([file, text]) => {
    const model = modelOf(monaco, file);
    if (!model) return [monaco.editor.createModel(text, LANGUAGE, uriOf(monaco, file))];
    if (model.getValue() !== text)
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    return [];
  });
  if (created.length > 0) tellFiles(created.map(({ uri }) => uri));
}

export const modelOf = (monaco: Monaco, file: string): editor.ITextModel | null =>
  monaco.editor.getModel(uriOf(monaco, file));

/** The file's name, as the learner has it. */
export const fileOf = (model: editor.ITextModel): string =>
  model.uri.toString().slice(LESSON.length);

export function disposeModels(monaco: Monaco): void {
  for (const model of monaco.editor.getModels()) model.dispose();
}

const uriOf = (monaco: Monaco, file: string) => monaco.Uri.parse(`${LESSON}${file}`);

const lessonModels = (monaco: Monaco): readonly editor.ITextModel[] =>
  monaco.editor.getModels().filter(({ uri }) => uri.toString().startsWith(LESSON));
