// The same lesson in several tabs, and a page that is reloaded while its program runs.
import { expect, type Page, test } from "@playwright/test";
import {
  bench,
  counted,
  deliveries,
  everyoneIsThere,
  LESSON,
  logged,
  openAndRun,
  runButton,
  upTo,
  wrote,
} from "./workbench.ts";

const alice = (page: Page) => bench(page).getByRole("button", { name: "Alice: Say “hi”" });
const wasTaken = (page: Page) =>
  expect(bench(page).getByText("Another tab has taken this lesson over")).toBeVisible();

async function everyoneHasReceived(page: Page): Promise<void> {
  for (const name of ["Alice", "Bob", "Carol", "Dave"])
    await expect(deliveries(page)).toContainText(`${name} received said`);
}

test("a page reloaded in the middle of a run goes on with it: all that happened is there, and once", async ({
  page,
}) => {
  await wrote(page, {
    "server.js": `import { Server } from "socket.io";
    const io = new Server(3000);
    io.on("connection", (socket) => socket.on("say", (text) => io.emit("said", text)));
    let n = 0;
    setInterval(() => console.log("server " + ++n), 200);`,
  });
  await openAndRun(page);
  await alice(page).click();
  await everyoneHasReceived(page);
  const before = counted(await logged(page), "server").length;

  await page.reload();
  await everyoneIsThere(page);
  // The log is still there to be read.
  await bench(page).getByRole("tab", { name: "Deliveries" }).click();
  await everyoneHasReceived(page);
  await alice(page).click();
  await expect(deliveries(page)).toContainText("2 of 2");
  await everyoneHasReceived(page);
  const lines = await logged(page);
  const after = counted(lines, "server");
  expect(after).toEqual(upTo(after.length));
  expect(after.length).toBeGreaterThan(before);
  expect(lines.filter((line) => line === "heard: hi")).toHaveLength(8);
});

test("a second tab has a server of its own, and neither notices the other", async ({ page }) => {
  await openAndRun(page);
  const second = await page.context().newPage();
  await openAndRun(second);
  await alice(second).click();
  await expect(deliveries(second)).toContainText("Dave received said");
  await expect(bench(page).getByText("Nothing has been sent yet", { exact: false })).toBeVisible();

  await bench(second).getByRole("button", { name: "Stop" }).click();
  await expect(bench(second).getByText("Stopped", { exact: true })).toBeVisible();
  await alice(page).click();
  await expect(deliveries(page)).toContainText("Dave received said");
});

test("a duplicated tab takes the sandbox over; the first says so, and Run there takes it back", async ({
  page,
}) => {
  await openAndRun(page);
  const kept = await page.evaluate(() => JSON.stringify(sessionStorage));
  const second = await page.context().newPage();
  await second.addInitScript((items: string) => {
    for (const [key, value] of Object.entries(JSON.parse(items) as Record<string, string>))
      sessionStorage.setItem(key, value);
  }, kept);
  await second.goto(LESSON);
  await everyoneIsThere(second);
  await wasTaken(page);

  await runButton(page).click();
  await everyoneIsThere(page);
  await wasTaken(second);
  await alice(page).click();
  await expect(deliveries(page)).toContainText("Dave received said");
});
