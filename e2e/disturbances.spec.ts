// A learner makes the network fail, and the server, and sees what the clients make of it.
import { expect, type Page, test } from "@playwright/test";
import { bench, complaints, everyoneIsThere, openAndRun } from "./workbench.ts";

const network = (page: Page, who: string) =>
  page.getByRole("combobox", { name: `Network of ${who}` });
const card = (page: Page, who: string) =>
  bench(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("group", { name: `What ${who} does` }) });
/** Words that stand there for a moment only: whoever waits for them begins before it, and looks at every frame. */
const seen = (page: Page, words: string) =>
  page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words);
const serverMenu = (page: Page) => page.getByRole("dialog", { name: "The server" });

test("a client that is offline, slow or frozen says so, and is back when all is well", async ({
  page,
}) => {
  const heard = complaints(page);
  await openAndRun(page);
  await bench(page).getByRole("button", { name: "More for Alice" }).click();
  await network(page, "Alice").selectOption("Offline");
  await expect(card(page, "Alice").getByTitle("offline · reconnecting")).toBeVisible();
  await network(page, "Alice").selectOption("Slow (300 ms)");
  await expect(
    card(page, "Alice").getByTitle(/slow: 300 ms · (websocket|upgrading|polling)/),
  ).toBeVisible();
  await network(page, "Alice").selectOption("Normal");
  await everyoneIsThere(page);
  await expect(card(page, "Alice").getByTitle(/^slow/)).toHaveCount(0);
  const frozen = seen(page, "frozen for 3000 ms");
  await network(page, "Alice").selectOption("Frozen for 3 s");
  await frozen;
  await expect(network(page, "Alice")).toHaveValue("0");
  await everyoneIsThere(page);
  // A browser reports each connection that fails as an error; nothing else may be one.
  expect(heard.filter((each) => !each.includes("/s/"))).toEqual([]);
});

test("a server that is restarted has its clients back by themselves, and one that is killed has not", async ({
  page,
}) => {
  await openAndRun(page);
  await bench(page).getByRole("button", { name: "More for the server" }).click();
  const restarting = seen(page, "is restarting");
  await serverMenu(page).getByRole("button", { name: "Restart" }).click();
  await restarting;
  await expect(bench(page).getByText("listens on 3000")).toBeVisible();
  await everyoneIsThere(page);
  await serverMenu(page).getByRole("button", { name: "Kill" }).click();
  await expect(bench(page).getByText("The program was stopped")).toBeVisible();
  await expect(serverMenu(page).getByRole("button", { name: "Restart" })).toBeDisabled();
});
