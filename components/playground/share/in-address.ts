// What somebody has shared, as the address of the page carries it.

/** What the address carries that somebody has shared. */
export const shareIn = (hash: string): string | undefined =>
  /(?:^#?|&)share=([^&]*)/.exec(hash)?.[1];

/** Takes what was shared out of the address: it is on stage no more. */
export function forgetShare(): void {
  if (shareIn(location.hash) === undefined) return;
  const hash = location.hash.replace(/(?<=^#|&)share=[^&]*&?/, "").replace(/[#&]$/, "");
  history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
}

/** Calls back now, if there is something, and whenever something comes; returns the stop. */
export function onShare(then: (encoded: string) => void): () => void {
  const look = () => {
    const encoded = shareIn(location.hash);
    if (encoded !== undefined) then(encoded);
  };
  look();
  addEventListener("hashchange", look);
  return () => removeEventListener("hashchange", look);
}
