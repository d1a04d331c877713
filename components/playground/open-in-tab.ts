// Which exercise of a lesson is on the desk, and whose program ran last: the tab knows it again when its page is loaded
// again.
import type { DeskOwner } from "./desk.ts";
import type { Store } from "./store.ts";

type Open = {
  readonly slug: string;
  readonly exercises: readonly { readonly slug: string }[];
  readonly desk: Pick<DeskOwner, "desk" | "open">;
  readonly ranFor: Store<string | undefined>;
  /** What ran last runs on. */
  readonly hasSandbox: boolean;
};

/** Opens what this tab had open and keeps what is opened from now on; returns the stop. Undefined is the lesson itself. */
export function openInTab({ slug, exercises, desk, ranFor, hasSandbox }: Open): () => void {
  const key = `sockets-101:open:${slug}`;
  const [open, ran] = left(key).map((name) => exercises.find((one) => one.slug === name)?.slug);
  desk.open(open);
  if (hasSandbox) ranFor.set(ran);
  const keep = () => {
    try {
      // Neither has a space in its name.
      sessionStorage.setItem(key, `${desk.desk.get().exercise ?? ""} ${ranFor.get() ?? ""}`);
    } catch {
      // A browser that keeps nothing begins with the lesson’s own.
    }
  };
  const stops = [desk.desk.subscribe(keep), ranFor.subscribe(keep)];
  return () => stops.forEach((stop) => stop());
}

function left(key: string): readonly string[] {
  try {
    return (sessionStorage.getItem(key) ?? "").split(" ");
  } catch {
    return [];
  }
}
