// What is being written: the lesson's files or an exercise's, as edited, and the way back to the start. Edits are kept
// in the browser as they are made; the start never changes.
import { changed, type Files, keepEdits, keptEdits } from "./edits.ts";
import { createStore, type Store } from "./store.ts";

export type Desk = {
  /** The exercise whose files these are; undefined for the lesson's own. */
  readonly exercise: string | undefined;
  readonly start: Files;
  readonly files: Files;
  /** The edits that the last reset took away. */
  readonly beforeReset: Files | undefined;
};

export type DeskOwner = {
  readonly desk: Pick<Store<Desk>, "get" | "subscribe">;
  /** Brings back what this browser has kept; tells whether there was something. */
  readonly restore: () => boolean;
  readonly edit: (file: string, text: string) => void;
  /** Puts other texts into files that are on the desk; gives the files as they were. */
  readonly take: (texts: Files) => Files;
  readonly reset: () => void;
  readonly undoReset: () => void;
  readonly open: (exercise: string | undefined) => void;
  /** Puts another start under what has been written: files that nobody edited follow it. */
  readonly renew: (start: Starts) => void;
  /** The files of an exercise or of the lesson as edited, whether or not they are on the desk. */
  readonly filesOf: (exercise: string | undefined) => Files;
};

/** What the lesson and each of its exercises begin with. */
type Starts = {
  readonly files: Files;
  readonly exercises: readonly { readonly slug: string; readonly starter: Files }[];
};

type Settings = Starts & {
  readonly slug: string;
  /** Called when the browser would not keep an edit. */
  readonly onNotKept: () => void;
};

export function createDesk({ slug, onNotKept, ...starts }: Settings): DeskOwner {
  let { files, exercises }: Starts = starts;
  const desk = createStore<Desk>({
    exercise: undefined,
    start: files,
    files,
    beforeReset: undefined,
  });

  const startOf = (exercise: string | undefined): Files => {
    const starter = exercises.find((each) => each.slug === exercise)?.starter;
    // An exercise brings its own server; what it does not bring is the lesson's.
    return { ...files, ...starter };
  };
  const nameOf = (exercise: string | undefined) =>
    exercise === undefined ? slug : `${slug}/${exercise}`;
  const edited = (exercise: string | undefined): Files => {
    const start = startOf(exercise);
    return { ...start, ...keptEdits(nameOf(exercise), start, localStorage) };
  };
  const put = (next: Partial<Desk>) => {
    const was = desk.get();
    const now = { ...was, ...next };
    desk.set(now);
    if (now.files === was.files || now.exercise !== was.exercise) return;
    const isKept = keepEdits(nameOf(now.exercise), changed(now.start, now.files), localStorage);
    if (!isKept) onNotKept();
  };

  return {
    desk,
    restore() {
      const { exercise, start } = desk.get();
      const restored = edited(exercise);
      if (Object.keys(changed(start, restored)).length === 0) return false;
      desk.set({ ...desk.get(), files: restored });
      return true;
    },
    edit(file, text) {
      const { files: now } = desk.get();
      if (now[file] === text) return;
      put({ files: { ...now, [file]: text }, beforeReset: undefined });
    },
    take(texts) {
      const { files: now } = desk.get();
      put({ files: { ...now, ...texts }, beforeReset: undefined });
      return now;
    },
    reset() {
      const { files: now, start } = desk.get();
      put({ files: start, beforeReset: now });
    },
    undoReset() {
      const { beforeReset } = desk.get();
      if (beforeReset) put({ files: beforeReset, beforeReset: undefined });
    },
    open(exercise) {
      if (exercise === desk.get().exercise) return;
      put({
        exercise,
        start: startOf(exercise),
        files: edited(exercise),
        beforeReset: undefined,
      });
    },
    renew(next) {
      if (next.files === files && next.exercises === exercises) return;
      const { exercise, start: was, files: now } = desk.get();
      ({ files, exercises } = next);
      const start = startOf(exercise);
      const edits = changed(start, changed(was, now));
      desk.set({ exercise, start, files: { ...start, ...edits }, beforeReset: undefined });
    },
    filesOf: (exercise) => (desk.get().exercise === exercise ? desk.get().files : edited(exercise)),
  };
}
