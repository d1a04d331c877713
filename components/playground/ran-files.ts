// The files of the program that was run last: lines in its trace are lines of these.
import { createStore, type Store } from "./store.ts";
import type { Files } from "./edits.ts";

export type RanFiles = {
  /** Undefined before the first run, and after a reload. */
  readonly files: Pick<Store<Files | undefined>, "get" | "subscribe">;
  /** Takes note of a program that is about to run, and gives it back. */
  readonly noted: <P extends { readonly files: Files }>(program: P) => P;
};

export function createRanFiles(): RanFiles {
  const files = createStore<Files | undefined>(undefined);
  return {
    files,
    noted(program) {
      files.set(program.files);
      return program;
    },
  };
}
