// Watches a folder and all that is below it. One watcher a folder, not one a file: so an editor that saves by renaming
// is seen, and so is what comes later.
import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import path from "node:path";

/** One save is several changes, and a checkout is many: what comes this close together is told together. */
const TOGETHER_MS = 50;
/** What editors leave beside a file for themselves. */
const NOT_OURS = /^\.|~$/;

/** `changed` hears the paths below `root`, a moment after each change. Returns the stop. */
export function watchTree(root: string, changed: (files: readonly string[]) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const heard = new Set<string>();
  let telling: ReturnType<typeof setTimeout> | undefined;

  const watchFolder = (folder: string, meet: (file: string) => void) => {
    leave(folder);
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null && !NOT_OURS.test(name)) note(path.join(folder, name));
      });
      watchers.set(
        folder,
        watcher.on("error", () => leave(folder)),
      );
      for (const name of readdirSync(folder)) meet(path.join(folder, name));
    } catch {
      // It went away meanwhile: its parent says so.
      leave(folder);
    }
  };
  const leave = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const known = (file: string) => {
    if (isFolder(file)) watchFolder(file, known);
  };
  const note = (file: string) => {
    if (isFolder(file)) watchFolder(file, note);
    else leave(file);
    heard.add(path.relative(root, file).split(path.sep).join("/"));
    telling ??= setTimeout(tell, TOGETHER_MS);
  };
  const tell = () => {
    const files = [...heard].toSorted();
    telling = undefined;
    heard.clear();
    changed(files);
  };

  watchFolder(root, known);
  return () => {
    clearTimeout(telling);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
}

const isFolder = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
