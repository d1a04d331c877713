// A run is taken along in a link: whoever opens it sees what its maker saw, and loses nothing.
import { expect, test } from "@playwright/test";
import { bench, codeOf, complaints, deliveries, LESSON, openAndRun, wrote } from "./workbench.ts";

const MINE = "// mine";

test("a link shows another person the run, paused, beside what that person has written", async ({
  page,
  browser,
}) => {
  await openAndRun(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Dave received said");
  await bench(page).getByRole("button", { name: "Share", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "Share" });
  await expect(panel.getByText("your code and the run")).toBeVisible();
  const link = panel.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#share=/);
  const address = await link.inputValue();

  const context = await browser.newContext();
  const other = await context.newPage();
  const heard = complaints(other);
  await wrote(other, { "server.js": MINE });
  await other.goto(LESSON);
  await expect(bench(other).getByText("Your edits are back")).toBeVisible();
  // The page is open already: nothing is loaded anew.
  await other.evaluate((given) => location.assign(given), new URL(address).hash);

  await expect(bench(other).getByText("A recorded run, shared with you")).toBeVisible();
  await expect(deliveries(other)).toContainText("Dave received said");
  await expect(deliveries(other)).toContainText("Not sent to Alice");
  await expect(bench(other).getByRole("button", { name: "Play on" })).toBeVisible();
  await expect(bench(other).getByRole("button", { name: "Alice: Say “hi”" })).toHaveCount(0);
  expect((await codeOf(other)).trim()).toBe(MINE);
  await bench(other).getByRole("button", { name: "Take it" }).click();
  await expect.poll(() => codeOf(other)).toContain("socket.broadcast.emit");
  await bench(other).getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await codeOf(other)).trim()).toBe(MINE);

  await bench(other).getByRole("button", { name: "Back to your own" }).click();
  await expect(bench(other).getByText("Not running yet")).toBeVisible();
  await expect.poll(() => other.evaluate(() => location.hash)).toBe("");
  expect(heard).toEqual([]);
  await context.close();
});
