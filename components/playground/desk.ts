// What is being written: the lesson's files or an exercise's, as edited, and the way back to the start. Edits are kept
// in the browser as they are made; the start never changes.
import { changed, type Files, keepEdits, keptEdits } from "./edits.ts";
import { createStore, type Store } from "./store.ts";

export type Desk = {
  /** The exercise whose files these are; undefined for the lesson's own. */
  readonly exercise: string | undefined;
  readonly start: Files;
  readonly files: Files;
  readonly former: Former | undefined;
};

/** The learner's files as they were: before a reset, until the next edit; or before somebody else's were taken. */
export type Former = { readonly before: "reset" | "take"; readonly files: Files };

export type DeskOwner = {
  readonly desk: Pick<Store<Desk>, "get" | "subscribe">;
  /** Brings back what this browser has kept; tells whether there was something. */
  readonly restore: () => boolean;
  readonly edit: (file: string, text: string) => void;
  /** Puts somebody else's texts into files that are on the desk; gives the files as they were. */
  readonly take: (texts: Files) => Files;
  /** Puts the learner's own back instead; gives the files as they were. */
  readonly putBack: (own: Files) => Files;
  readonly reset: () => void;
  /** Brings back the files that a reset or another's code took away. */
  readonly bringBack: () => void;
  /** Tells whether other files came to the desk, and with edits of before. */
  readonly open: (exercise: string | undefined) => boolean;
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
  /** Called with what differs from the start, of the lesson or the exercise of that name, whenever it has changed. */
  readonly onEdited?: (
    name: string,
    edited: { readonly start: Files; readonly edits: Files },
  ) => void;
};

/** What the edits of a lesson, or of one of its exercises, are kept under. */
export const nameOf = (slug: string, exercise: string | undefined): string =>
  exercise === undefined ? slug : `${slug}/${exercise}`;

export function createDesk({ slug, onNotKept, onEdited, ...starts }: Settings): DeskOwner {
  let { files, exercises }: Starts = starts;
  const desk = createStore<Desk>({
    exercise: undefined,
    start: files,
    files,
    former: undefined,
  });

  const startOf = (exercise: string | undefined): Files => {
    const starter = exercises.find((each) => each.slug === exercise)?.starter;
    // An exercise brings its own server; what it does not bring is the lesson's.
    return { ...files, ...starter };
  };
  const edited = (exercise: string | undefined): Files => {
    const start = startOf(exercise);
    return { ...start, ...keptEdits(nameOf(slug, exercise), start, localStorage) };
  };
  const put = (next: Partial<Desk>) => {
    const was = desk.get();
    const now = { ...was, ...next };
    desk.set(now);
    if (now.files === was.files || now.exercise !== was.exercise) return;
    const name = nameOf(slug, now.exercise);
    const edits = changed(now.start, now.files);
    if (!keepEdits(name, edits, localStorage)) onNotKept();
    onEdited?.(name, { start: now.start, edits });
  };
  /** What is kept as long as another's code is on the desk. */
  const taken = () => {
    const { former } = desk.get();
    return former?.before === "take" ? former : undefined;
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
      put({ files: { ...now, [file]: text }, former: taken() });
    },
    take(texts) {
      const { files: now, start, former } = desk.get();
      const isOwn = taken() === undefined && Object.keys(changed(start, now)).length > 0;
      put({ files: { ...now, ...texts }, former: isOwn ? { files: now, before: "take" } : former });
      return now;
    },
    putBack(own) {
      const { files: now, former } = desk.get();
      put({ files: own, former: taken() ? undefined : former });
      return now;
    },
    reset() {
      const { files: now, start } = desk.get();
      put({ files: start, former: { files: now, before: "reset" } });
    },
    bringBack() {
      const { former } = desk.get();
      if (former) put({ files: former.files, former: undefined });
    },
    open(exercise) {
      if (exercise === desk.get().exercise) return false;
      put({
        exercise,
        start: startOf(exercise),
        files: edited(exercise),
        former: undefined,
      });
      const { start, files: now } = desk.get();
      return Object.keys(changed(start, now)).length > 0;
    },
    renew(next) {
      if (next.files === files && next.exercises === exercises) return;
      const { exercise, start: was, files: now } = desk.get();
      ({ files, exercises } = next);
      const start = startOf(exercise);
      const edits = changed(start, changed(was, now));
      desk.set({ exercise, start, files: { ...start, ...edits }, former: undefined });
    },
    filesOf: (exercise) => (desk.get().exercise === exercise ? desk.get().files : edited(exercise)),
  };
}
