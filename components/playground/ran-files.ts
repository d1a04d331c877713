// The files of the program that was run last: lines in its trace are lines of these. The tab keeps them as long as it
// keeps its sandbox, which runs on while the page is loaded again.
import { changed, type Files, keepEdits, keptEdits } from "./edits.ts";
import { createStore, type Store } from "./store.ts";

export type RanFiles = {
  /** Undefined before the first run. */
  readonly files: Pick<Store<Files | undefined>, "get" | "subscribe">;
  /** Takes note of a program that is about to run, and gives it back. */
  readonly noted: <P extends { readonly files: Files }>(program: P) => P;
  /** Brings back what ran in this tab before its page was loaded again, if the tab has a sandbox. */
  readonly restore: (hasSandbox: boolean) => void;
};

type Settings = {
  readonly slug: string;
  readonly start: Files;
  readonly storage: () => Storage;
};

export function createRanFiles({ slug, start, storage }: Settings): RanFiles {
  const files = createStore<Files | undefined>(undefined);
  return {
    files,
    noted(program) {
      files.set(program.files);
      try {
        keepEdits(slug, changed(start, program.files), storage());
      } catch {
        // A browser that keeps nothing: its sandbox too lasts as long as the page.
      }
      return program;
    },
    restore(hasSandbox) {
      if (hasSandbox) files.set({ ...start, ...keptEdits(slug, start, storage()) });
    },
  };
}
