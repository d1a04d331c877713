// The page opens, says what this is, fits every screen in both themes, and needs no script to be read.
import { expect, type Page, test } from "@playwright/test";
import { AUTHORING_PATH } from "#protocol/authoring.ts";

/** What the browser complained of while the page was open: console errors (refused by CSP included) and throws. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

for (const colorScheme of ["light", "dark"] as const)
  test(`opens on any screen in the ${colorScheme} theme, with nothing to complain of`, async ({
    page,
  }) => {
    const heard = complaints(page);
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 1024, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/", { waitUntil: "networkidle" });

      await expect(page).toHaveTitle("Sockets 101");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await overflow(page), `${width} pixels wide`).toBeLessThanOrEqual(0);
      const paper = colorScheme === "dark" ? "rgb(16, 19, 23)" : "rgb(251, 250, 247)";
      await expect(page.locator("body")).toHaveCSS("background-color", paper);
    }
    expect(heard).toEqual([]);
  });

test("can be read without JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByText("npm run sandbox")).toBeVisible();
  await context.close();
});

test("a script that the build did not write does not run", async ({ page }) => {
  await page.goto("/");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.intruder = true";
    document.body.append(script);
    return "intruder" in window;
  });
  expect(ran).toBe(false);
});

test("nothing that serves the authors of a lesson comes to its learners", async ({ page }) => {
  const scripts = new Set<string>();
  page.on("request", (asked) => {
    if (asked.resourceType() === "script") scripts.add(asked.url());
  });
  await page.goto("/learn/who-receives-it", { waitUntil: "networkidle" });
  // Asked for again: what a page has loaded, its browser may have thrown away.
  const texts = await Promise.all(
    [...scripts].map(async (address) => (await page.request.get(address)).text()),
  );
  expect(texts.join("")).toContain("sockets-101:edits");
  expect(texts.filter((text) => text.includes(AUTHORING_PATH))).toEqual([]);
});
