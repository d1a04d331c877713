// A press of Run on the lesson's page, timed in the page itself.
import type { Page } from "@playwright/test";
import { EVERYONE } from "./lesson-page.ts";

/** Milliseconds from the press until the frame that shows it. */
export type Press = { readonly connected: number; readonly firstEvent: number };

/** Presses Run; resolves when everyone is connected and the stage has shown the first event. */
export function pressRun(page: Page): Promise<Press> {
  return page.evaluate(
    ([everyone, event]) =>
      new Promise<Press>((resolve) => {
        const bench = document.querySelector('[aria-label^="Workbench"]');
        const stage = bench?.querySelector('[aria-label^="Stage"]');
        const run = [...(bench?.querySelectorAll("button") ?? [])].find(
          (button) => button.textContent.trim() === "Run",
        );
        if (!bench || !stage || !run) throw new Error("this is not a lesson's page");
        const press: { -readonly [K in keyof Press]?: Press[K] } = {};
        /** What the run before has left must have gone once before it counts. */
        const watch = (what: keyof Press, isThere: () => boolean) => {
          let wasGone = !isThere();
          return () => {
            if (what in press) return;
            if (!isThere()) wasGone = true;
            else if (wasGone) {
              press[what] = Number.NaN;
              requestAnimationFrame(() => {
                press[what] = performance.now() - began;
                finish();
              });
            }
          };
        };
        const watches = [
          watch("connected", () => bench.textContent.includes(everyone)),
          watch("firstEvent", () => stage.textContent.includes(event)),
        ];
        const observer = new MutationObserver(() => {
          for (const look of watches) look();
        });
        const finish = () => {
          const { connected, firstEvent } = press;
          if (!(connected && firstEvent)) return;
          observer.disconnect();
          resolve({ connected, firstEvent });
        };
        observer.observe(bench, { subtree: true, childList: true, characterData: true });
        const began = performance.now();
        run.click();
      }),
    [EVERYONE, "welcome"] as const,
  );
}
