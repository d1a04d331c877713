// The table of the keys that are heard on every page, and where those with `g` lead. It stands in the list of shortcuts.
import { letterKeys } from "#components/playground/letter-keys.ts";

export type SiteKey = {
  /** `g` and a letter, or a letter with `Ctrl+`, which is Cmd to a Mac. */
  readonly key: string;
  readonly words: string;
  /** An address, or the `rel` of a link of this page. Without one, it searches. */
  readonly to?: string;
};

export const SITE_KEYS: readonly SiteKey[] = [
  { key: "Ctrl+k", words: "Search the course" },
  { key: "g m", words: "The map of the course", to: "/learn" },
  { key: "g n", words: "The next lesson", to: "next" },
  { key: "g p", words: "The previous lesson", to: "prev" },
  { key: "g a", words: "The index of the API", to: "/api" },
  { key: "g c", words: "The emit cheat sheet", to: "/cheatsheet" },
];

/** Goes where a key leads, unless letters are switched off: where nothing is kept, only the page knows it. */
export function follow(pressed: string): void {
  const to = SITE_KEYS.find(({ key }) => key === pressed)?.to;
  if (to === undefined || letterKeys.get() !== "on") return;
  if (to.startsWith("/")) location.assign(to);
  else document.querySelector<HTMLAnchorElement>(`a[rel="${to}"]`)?.click();
}
