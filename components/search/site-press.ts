// Hears on every page what the table of its keys may have: the search, and `g` with a letter. The table comes with the
// first of them.
import { isWriting } from "#components/ui/is-writing.ts";

export type SitePress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat" | "timeStamp"
>;

export const SEARCH_KEY = "Ctrl+k";
const BEGUN = "g";
/** Milliseconds between `g` and its letter. */
const PATIENCE = 1_500;

/** Says of each press in turn which key of the table it is; "g" has only begun. */
export function createSitePresses() {
  let begun = -PATIENCE;
  return (press: SitePress, isText: boolean): string | undefined => {
    const wasBegun = press.timeStamp - begun < PATIENCE;
    begun = -PATIENCE;
    if (press.altKey || press.shiftKey || press.repeat) return undefined;
    const key = press.key.toLowerCase();
    if (press.ctrlKey || press.metaKey) return key === "k" ? SEARCH_KEY : undefined;
    if (isText || key.length > 1) return undefined;
    if (wasBegun) return `g ${key}`;
    if (key !== BEGUN) return undefined;
    begun = press.timeStamp;
    return key;
  };
}

/** Returns the stop. Before all others, so that no letter after `g` is theirs. */
export function hearSitePresses(pressed: (key: string) => void): () => void {
  const read = createSitePresses();
  const hear = (event: KeyboardEvent): void => {
    const key = read(event, isWriting(event.target));
    if (key === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (key !== BEGUN) pressed(key);
  };
  addEventListener("keydown", hear, true);
  return () => removeEventListener("keydown", hear, true);
}
