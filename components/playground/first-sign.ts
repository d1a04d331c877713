// Waits until somebody is there. A page that is only fetched, or opened and left, asks the server for nothing.
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "wheel", "scroll"] as const;

/** Calls back once, when something is first moved, pressed or scrolled; returns the stop. */
export function onFirstSign(then: () => void): () => void {
  const waiting = new AbortController();
  const heard = () => {
    waiting.abort();
    then();
  };
  for (const sign of SIGNS)
    addEventListener(sign, heard, { capture: true, passive: true, signal: waiting.signal });
  return () => waiting.abort();
}
