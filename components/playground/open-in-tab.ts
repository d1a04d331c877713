// Which exercise of a lesson is on the desk, and whose program ran last: the tab knows it again when its page is loaded
// again.
import type { DeskOwner } from "./desk.ts";
import { changed, keepEdits, keptEdits } from "./edits.ts";
import type { Store } from "./store.ts";

type Open = {
  readonly slug: string;
  readonly exercises: readonly { readonly slug: string }[];
  readonly desk: Pick<DeskOwner, "desk" | "open">;
  readonly ranFor: Store<string | undefined>;
  /** What ran last runs on. */
  readonly hasSandbox: boolean;
};

const THE_LESSON = { desk: "", ran: "" };

/** Opens what this tab had open and keeps what is opened from now on; returns the stop. Undefined is the lesson itself. */
export function openInTab({ slug, exercises, desk, ranFor, hasSandbox }: Open): () => void {
  const name = `${slug}:open`;
  const left = keptEdits(name, THE_LESSON, sessionStorage);
  const known = (one: string | undefined) => exercises.find((each) => each.slug === one)?.slug;
  desk.open(known(left["desk"]));
  if (hasSandbox) ranFor.set(known(left["ran"]));
  const keep = () => {
    const now = { desk: desk.desk.get().exercise ?? "", ran: ranFor.get() ?? "" };
    keepEdits(name, changed(THE_LESSON, now), sessionStorage);
  };
  const stops = [desk.desk.subscribe(keep), ranFor.subscribe(keep)];
  return () => stops.forEach((stop) => stop());
}
