// What the files that a learner has edited were when the editing began, as this browser keeps it beside the edits: so it
// can be said when a lesson begins otherwise by now. Its code comes when something is edited.
import { type DeskOwner, nameOf } from "./desk.ts";
import { changed, type Files } from "./edits.ts";
import type { Notice } from "./notice.ts";
import type { Store } from "./store.ts";

const keyOf = (name: string) => `sockets-101:begun:${name}`;

/** Each edited file as the lesson had it when the learner began; of edits that are older than this is, nothing is known. */
function begun(name: string): Files {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? "{}");
    return Object.fromEntries(
      Object.entries(kept ?? {}).filter(
        (one): one is [string, string] => typeof one[1] === "string",
      ),
    );
  } catch {
    // Not JSON: nothing is known.
    return {};
  }
}

export type Edited = { readonly start: Files; readonly edits: Files };

/** What is edited from now on begins with `start`; what was edited before keeps its beginning, as in `before`. */
export function noteBegun(name: string, { start, edits }: Edited, before = begun(name)): void {
  const now = Object.keys(edits).map((file) => [file, before[file] ?? start[file]] as const);
  try {
    if (now.length === 0) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(Object.fromEntries(now)));
  } catch {
    // Refused or full, as the edits are; of these it is said.
  }
}

export type Open = {
  readonly slug: string;
  readonly desk: Pick<DeskOwner, "desk" | "edit" | "putBack">;
  readonly notice: Pick<Store<Notice | undefined>, "get" | "set">;
};

/** Where the lesson begins otherwise than when the learner began: which of the two is it to be? Else undefined. */
export function onNewStart({ slug, desk, notice }: Open): Notice | undefined {
  const { exercise, start, files } = desk.desk.get();
  const name = nameOf(slug, exercise);
  const edits = changed(start, files);
  const before = begun(name);
  const others = Object.keys(edits).filter((file) => (before[file] ?? start[file]) !== start[file]);
  if (others.length === 0) return undefined;
  const names = others.join(" and ");
  const begin = others.length === 1 ? "begins" : "begin";
  return {
    text: `Your edits are back. This lesson has changed since you began: ${names} ${begin} otherwise now. “Compare with the start” shows both.`,
    undo() {
      const own = desk.desk.get().files;
      for (const file of others) desk.edit(file, start[file] ?? "");
      const bringBack = () => {
        desk.putBack(own);
        notice.set(undefined);
      };
      notice.set({ text: `As the lesson begins now: ${names}.`, undo: bringBack });
    },
    undoes: "Take the new",
    dismisses: "Keep mine",
    dismissed: () => noteBegun(name, { start, edits }, {}),
  };
}
