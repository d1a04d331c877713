// Hears on every page what the table of its keys may have: the search, and `g` with a letter. The table comes with the
// first of them.
import { hasCommandKey } from "#components/ui/command-key.ts";
import { isWriting } from "#components/ui/is-writing.ts";

export type SitePress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat" | "timeStamp"
>;

export const SEARCH_KEY = "Ctrl+k";
export const LIST_KEY = "?";
const BEGUN = "g";
/** What the table has after it. */
const AFTER = ["m", "n", "p", "a", "c"];
/** Milliseconds between `g` and its letter. */
const PATIENCE = 1_500;

type Asked = {
  readonly isCommand: (press: SitePress) => boolean;
  /** Whether single letters are keys; asked before one is. */
  readonly hasLetters: () => boolean;
};

/** Says of each press in turn which key of the table it is; "g" has only begun. All others are left to whoever wants them. */
export function createSitePresses({ isCommand, hasLetters }: Asked) {
  let begun = -PATIENCE;
  return (press: SitePress, isText: boolean): string | undefined => {
    const wasBegun = press.timeStamp - begun < PATIENCE;
    begun = -PATIENCE;
    const { key: pressed, ctrlKey, metaKey, shiftKey } = press;
    // On most keyboards the sign of the list needs Shift.
    if (press.altKey || press.repeat || (shiftKey && pressed !== LIST_KEY)) return undefined;
    const key = pressed.toLowerCase();
    if (ctrlKey || metaKey) return key === "k" && isCommand(press) ? SEARCH_KEY : undefined;
    if (isText) return undefined;
    if (key === LIST_KEY) return hasLetters() ? key : undefined;
    if (wasBegun && AFTER.includes(key)) return `${BEGUN} ${key}`;
    if (key !== BEGUN || !hasLetters()) return undefined;
    begun = press.timeStamp;
    return key;
  };
}

/** What `letterKeys` keeps: itself it would come with every page. */
export function hasLetters(): boolean {
  try {
    return localStorage.getItem("sockets-101:letter-keys") !== "off";
  } catch {
    return true;
  }
}

/** Returns the stop. Before all others, so that no letter after `g` is theirs. */
export function hearSitePresses(pressed: (key: string) => void): () => void {
  const read = createSitePresses({
    isCommand: hasCommandKey,
    hasLetters,
  });
  const hear = (event: KeyboardEvent): void => {
    const key = read(event, isWriting(event.target));
    // A workbench has a longer list.
    if (key === undefined || (key === LIST_KEY && document.querySelector("[data-part]"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (key !== BEGUN) pressed(key);
  };
  addEventListener("keydown", hear, true);
  return () => removeEventListener("keydown", hear, true);
}
