// Remembers what a lesson began with, and asks whether it still does, once there are edits to which it matters.
import { arrived } from "#components/ui/arriving.tsx";
import type { Edited, Open } from "./begun.ts";

export const EDITS_BACK = "Your edits are back, as you left them.";

const coming = () => arrived(() => import("./begun.ts"));

/** Keeps what these edits began with. `name` is that of the lesson or of the exercise. */
export async function rememberStart(name: string, edited: Edited): Promise<void> {
  const { noteBegun } = await coming();
  noteBegun(name, edited);
}

/** Says it if the lesson begins otherwise by now, unless something else has been said or opened meanwhile. */
export async function askOfStart(open: Open): Promise<void> {
  const [{ exercise }, said] = [open.desk.desk.get(), open.notice.get()];
  const { onNewStart } = await coming();
  const isSame = open.desk.desk.get().exercise === exercise && open.notice.get() === said;
  const better = isSame ? onNewStart(open) : undefined;
  if (better) open.notice.set(better);
}
