// The course around its lessons: the map with one's progress, the search, the keys between pages, the index of the API.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { complaints, LESSON } from "./workbench.ts";

const progress = (page: Page) => page.getByRole("region", { name: "Your progress" });
const row = (page: Page) => page.getByRole("listitem").filter({ hasText: "Who receives it?" });
const search = (page: Page) => page.getByRole("dialog", { name: "Search the course" });

async function bringIn(page: Page, text: string): Promise<void> {
  const file = { name: "progress.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.getByLabel("Bring in a file").setInputFiles(file);
}

/** As often as it takes until the page has its script. */
async function openSearch(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(search(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** In both themes, on a large screen and on a phone. @param part a selector: much of a page is the same again and again */
async function expectNothingInTheWay(page: Page, part: string): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).include(part).analyze();
    expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
}

test("the map has what one has done, takes it from a file, and loses nothing to another or to a reset", async ({
  page,
}) => {
  await page.goto("/learn");
  await expect(progress(page)).toBeVisible();
  await expect(row(page)).toContainText("Not begun");
  await expect(page.getByRole("link", { name: "Begin", exact: true })).toBeVisible();

  const kept = { predictions: { broadcast: { said: ["Bob"], was: ["Bob"] } }, done: [] };
  const lessons = { "who-receives-it": kept };
  await bringIn(page, JSON.stringify({ version: 1, lessons, last: "who-receives-it" }));
  await progress(page).getByRole("button", { name: "Add to mine" }).click();
  await expect(row(page)).toContainText(/Begun: 1 of \d+1 of 1 guessed right/);
  await bringIn(page, '{"version":1,"lessons":{"who-receives-it":"<script>"}}');
  await expect(progress(page)).toContainText("This file was not taken");

  await progress(page).getByRole("button", { name: "Reset progress" }).click();
  await expect(row(page)).toContainText("Not begun");
  await page.reload();
  await progress(page).getByRole("button", { name: "Undo" }).click();
  await expect(row(page)).toContainText("Begun: 1");
  await expectNothingInTheWay(page, "main");

  await page.getByRole("link", { name: "Go on where you left" }).click();
  await expect(page).toHaveURL(LESSON);
});

test("what one has seen on a screen leads to its lesson, and keys lead from page to page", async ({
  page,
}) => {
  const heard = complaints(page);
  await page.goto("/api");
  await openSearch(page);
  const field = search(page).getByRole("combobox");
  await expect(field).toBeFocused();
  await field.fill("xhr poll error");
  await expect(search(page).getByRole("option", { selected: true })).toContainText(
    "xhr poll error",
  );
  await expectNothingInTheWay(page, "dialog");
  await field.fill("websocket vs http");
  await expect(search(page).getByRole("option").first()).toContainText("Who may speak first?");
  await page.keyboard.press("Escape");
  await expect(search(page)).toBeHidden();
  await expectNothingInTheWay(page, '[aria-labelledby="namespace"]');

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(keys).toContainText("The emit cheat sheet");
  await expectNothingInTheWay(page, "dialog");
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL("/cheatsheet");
  await page.goBack();
  await openSearch(page);
  await field.fill("disconnecting");
  await expect(search(page).getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#socket-on-disconnecting$/);
  await expect(search(page)).toBeHidden();

  await page.goto(LESSON);
  await openSearch(page);
  await page.keyboard.press("Escape");
  await expect(search(page)).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/learn\/(?!who-receives-it)/);
  expect(heard).toEqual([]);
});

test("a row of the cheat sheet is run where it stands, and pasted into the editor until that is undone", async ({
  page,
}) => {
  const heard = complaints(page);
  await page.goto("/cheatsheet?reach=user");
  await expect(page.getByText(/^3 of \d+ rows$/)).toBeVisible();
  await page
    .getByRole("button", { name: 'io.except("user:Alice").emit("news")', exact: true })
    .click();
  await expect(
    page.locator("article").getByText("Not sent to Alice: Alice is in user:Alice"),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: "Dave: received" })).toBeVisible();
  await expectNothingInTheWay(page, "article");

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel("I want to reach").selectOption("everyone");
  await expect(page).toHaveURL("/cheatsheet?reach=everyone");
  await page.getByRole("button", { name: 'Paste into the editor: io.emit("news")' }).click();
  const said = page.getByText("It is in server.js, line 17.");
  await expect(said).toBeVisible();
  await expect(page.getByText("Changed since: press Run")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Changed since: press Run")).toBeHidden();
  expect(heard).toEqual([]);
});
