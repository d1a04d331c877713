// The first lesson: three pages that speak HTTP, one with a socket, and an exchange; what they are told, and what it costs.
import { expect, test } from "@playwright/test";
import { bench } from "./workbench.ts";

test("whoever has asked before is told at once, and four ways to the same prices are measured side by side", async ({
  page,
}) => {
  await page.goto("/learn/who-may-speak-first");
  const question = page.getByRole("region", { name: /^The Exchange posts a new price/ });
  for (const name of ["Long-polling", "SSE", "WebSocket"])
    await question.getByRole("checkbox", { name }).check();
  await question.getByRole("button", { name: "Run it" }).click();
  await expect(question).toContainText("You were right.");
  await expect(question).toContainText("as the answer to GET /wait?after=0, which had waited");
  await expect(bench(page)).toContainText("1 client connected");
  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  // Long-polling and SSE.
  await expect(stage.getByText("waits", { exact: true })).toHaveCount(2);
  await expect(stage).toContainText("not sent: no socket");
  await expect(stage).toContainText("told over HTTP: the answer to its GET /wait");

  const feeds = page.getByRole("region", { name: "The same prices, side by side" });
  await feeds.scrollIntoViewIfNeeded();
  const slider = feeds.getByRole("slider");
  await expect(slider).toBeEnabled();
  await slider.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", "5 a second.");
  const cells = (row: string) => feeds.getByRole("row", { name: row }).getByRole("cell");
  // Polling, Long-polling, SSE, WebSocket.
  await expect(cells("Requests").nth(1)).toHaveText(/^[3-9]|\d\d/);
  await expect(cells("Requests").nth(2)).toHaveText("0");
  await expect(cells("Requests").nth(3)).toHaveText("0");
  for (const way of [1, 2, 3])
    await expect(cells("Bytes for each price").nth(way)).toHaveText(/^\d+ B$/);
  await expect(feeds).toContainText(/In .+: \d+ prices/);
  await slider.press("Home");
  await expect(feeds).toContainText("The price stands still.");
});
