// Monaco, loaded once and only when somebody touches the code: our own workers, our own language service and colours.
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import { defineColours } from "./language/colours.ts";
import { ENTRIES, type Entries } from "./language/sides.ts";

export type Monaco = typeof monaco;

/** One language for all files: whether a file is JavaScript or TypeScript, the service reads from its name. */
export const LANGUAGE = "typescript";

let isReady = false;

export function readyMonaco(): Monaco {
  if (!isReady) prepare();
  isReady = true;
  return monaco;
}

function prepare(): void {
  self.MonacoEnvironment = {
    getWorker: (_id, label) =>
      label === LANGUAGE
        ? new Worker(new URL("./language/language.worker.ts", import.meta.url), { type: "module" })
        : new Worker(new URL("./language/editor.worker.ts", import.meta.url), { type: "module" }),
  };
  defineColours(monaco, LANGUAGE);
  const { typescriptDefaults } = typescript;
  // What a linter would suggest is no problem. And only what is in front is looked at, each time it comes there.
  typescriptDefaults.setDiagnosticsOptions({ noSuggestionDiagnostics: true, onlyVisible: true });
  typescriptDefaults.setEagerModelSync(true);
}

/** Tells the language service which file the server runs, and which the clients. */
export function tellEntries(entries: Entries): void {
  typescript.typescriptDefaults.addExtraLib(JSON.stringify(entries), ENTRIES);
}

/** Makes files known to the language service that came when it was there already, before one is shown that imports them. */
export function tellFiles(files: readonly monaco.Uri[]): void {
  const told = typescript.getTypeScriptWorker().then((service) => service(...files));
  // It has not begun, and will take all there are when it does.
  told.catch(() => undefined);
}
