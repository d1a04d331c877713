// A run that is long: how far it is, and going back and forth in it as fast as the screen draws.
import type { Page } from "@playwright/test";

const bench = (page: Page) => page.getByRole("region", { name: /^Workbench/ });

export const openPane = (page: Page, name: string): Promise<void> =>
  bench(page)
    .getByRole("tab", { name: new RegExp(`^${name}`) })
    .click();

export const stopProgram = (page: Page): Promise<void> =>
  bench(page).getByRole("button", { name: "Stop", exact: true }).click();

/** How many events have been recorded: the last one is where the page stands when it pauses. */
export async function eventsSoFar(page: Page): Promise<number> {
  await bench(page).getByRole("button", { name: "Pause", exact: true }).click();
  const hash = await page.waitForFunction(() => /[#&]at=(\d+)/.exec(location.hash)?.[1]);
  const seq = Number(await hash.jsonValue());
  await bench(page)
    .getByRole("button", { name: /^(?:Live|End)$/ })
    .click();
  await page.waitForFunction(() => !/[#&]at=/.test(location.hash));
  return seq;
}

export async function untilEvents(page: Page, wanted: number): Promise<number> {
  for (;;) {
    const seq = await eventsSoFar(page);
    if (seq >= wanted) return seq;
    await page.waitForTimeout(1_000);
  }
}

/** Drags the scrubber to and fro, a few steps with every frame, for as long as the page is there. */
export function scrubOn(page: Page): Promise<void> {
  return page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('[aria-label="Moment of the run"]');
    // React overhears what a property of its own is set to, and not what the element is.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    if (!input || !value) throw new Error("there is no scrubber");
    let at = Number(input.max);
    let by = -7;
    requestAnimationFrame(function drag() {
      at += by;
      if (at < 1 || at >= Number(input.max)) by = -by;
      value.set?.call(input, String(at));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(drag);
    });
  });
}
