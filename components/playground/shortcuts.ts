// Every shortcut of the workbench: what hears the keys and what lists them are both drawn from this table. Letters are
// for whoever is not writing, and may be switched off; `g` begins the ways between pages, which every page hears.
import { SITE_KEYS } from "#components/search/site-keys.ts";
import { PANES } from "./panes/panes.ts";

/** What a shortcut does; `show:` is followed by the key of one of the inspector's panes. */
export type Doing =
  | "run"
  | "stop"
  | "back"
  | "forth"
  | "play"
  | "live"
  | "found-back"
  | "found-forth"
  | "search"
  | "words"
  | "stage"
  | "client"
  | "moment"
  | "code"
  | `show:${string}`
  | "sheet";

export type Shortcut = {
  readonly does: Doing;
  /** As `KeyboardEvent.key` names it; with `Ctrl+`, which is Cmd to a Mac, it is heard everywhere. */
  readonly key: string;
  readonly words: string;
};

export const SHORTCUTS: Readonly<Record<string, readonly Shortcut[]>> = {
  "The run": [
    { does: "run", key: "Ctrl+Enter", words: "Run, from the code too" },
    { does: "stop", key: "x", words: "Stop" },
  ],
  "The moment": [
    { does: "back", key: ",", words: "Step back" },
    { does: "forth", key: ".", words: "Step forward" },
    { does: "play", key: "k", words: "Play on, or pause" },
    { does: "live", key: "l", words: "Live, or the end" },
    { does: "found-back", key: "b", words: "The one before, of what is looked for" },
    { does: "found-forth", key: "n", words: "The next one, of what is looked for" },
    { does: "search", key: "/", words: "Choose what is looked for" },
  ],
  "Where the keys go": [
    { does: "words", key: "w", words: "The lesson’s words" },
    { does: "stage", key: "s", words: "The stage" },
    { does: "client", key: "c", words: "The next client on it" },
    { does: "moment", key: "m", words: "The moment of the run" },
    { does: "code", key: "e", words: "The code; Escape leaves it" },
    ...PANES.map(
      ({ key, label }, i): Shortcut => ({ does: `show:${key}`, key: `${i + 1}`, words: label }),
    ),
  ],
  Help: [{ does: "sheet", key: "?", words: "This list" }],
};

/** All that is heard on a lesson's page, for the list of it. */
export const LISTED: Readonly<Record<string, readonly Pick<Shortcut, "key" | "words">[]>> = {
  ...SHORTCUTS,
  "On every page": SITE_KEYS,
};

const ALL = Object.values(SHORTCUTS).flat();

/** What of a key press decides. */
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">;
export type Around = {
  /** What has the focus takes letters itself. */
  readonly isWriting: boolean;
  /** Single letters are switched on. */
  readonly hasLetters: boolean;
};

/** These may be held down. */
const REPEATED: ReadonlySet<Doing> = new Set(["back", "forth"]);

/** What is to be done; undefined if the press is not for us. */
export function doingOf(press: Press, { isWriting, hasLetters }: Around): Doing | undefined {
  const isCombined = press.ctrlKey || press.metaKey;
  if (press.altKey || (!isCombined && (isWriting || !hasLetters))) return undefined;
  const key = isCombined ? `Ctrl+${press.key}` : press.key.toLowerCase();
  const does = ALL.find((shortcut) => shortcut.key === key)?.does;
  return does === undefined || (press.repeat && !REPEATED.has(does)) ? undefined : does;
}
