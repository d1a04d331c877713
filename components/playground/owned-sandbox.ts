// Which sandbox is this page's own, and what lets it prove that.

/** What stays with the tab: which sandbox is its own. A check's sandbox is nobody's to come back to. */
export type Owned = { readonly sandbox: string; readonly token: string };
export type OwnedStore = {
  readonly get: () => Owned | undefined;
  readonly set: (owned: Owned) => void;
};

/** What a tab keeps across reloads, under this name. */
export function ownedInTab(name: string): OwnedStore {
  const key = `sockets-101:sandbox:${name}`;
  let kept: Owned | undefined;
  return {
    get() {
      try {
        return kept ?? (JSON.parse(sessionStorage.getItem(key) ?? "") as Owned);
      } catch {
        return undefined;
      }
    },
    set(owned) {
      kept = owned;
      try {
        sessionStorage.setItem(key, JSON.stringify(owned));
      } catch {
        // A browser that keeps nothing: the sandbox lasts as long as the page.
      }
    },
  };
}

/** For a check: known only as long as it lasts. */
export function ownedOnce(): OwnedStore {
  let kept: Owned | undefined;
  return { get: () => kept, set: (owned) => void (kept = owned) };
}
