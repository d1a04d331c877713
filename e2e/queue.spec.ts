// More learners than sandboxes: whoever waits sees where they stand, and what they asked for is done at their turn.
import { expect, test } from "@playwright/test";
import { openOwnSite } from "./own-site.ts";
import { bench, LESSON, openAndRun, runButton } from "./workbench.ts";

test("a full house: the page says when it is its turn, and runs then what was to run", async ({
  page: first,
  browser,
}) => {
  const site = await openOwnSite({ SANDBOXES: "1" });
  const other = await browser.newContext();
  try {
    await openAndRun(first, site.url + LESSON);
    const second = await other.newPage();
    await second.goto(site.url + LESSON);
    await runButton(second).click();
    await expect(bench(second).getByText("You are next in the queue")).toBeVisible();
    await first.close();
    // The first has some seconds to come back.
    await expect(bench(second).getByText("4 clients connected")).toBeVisible({ timeout: 60_000 });
  } finally {
    await other.close();
    await site.close();
  }
});
