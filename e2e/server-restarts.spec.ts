// The lessons server dies under an open page and comes back: nothing is asked of the learner.
import { expect, test } from "@playwright/test";
import { type OwnSite, openOwnSite } from "./own-site.ts";
import {
  bench,
  codeOf,
  deliveries,
  everyoneIsThere,
  LESSON,
  openAndRun,
  runButton,
  write,
  wrote,
} from "./workbench.ts";

// One site, which is theirs in turn.
test.describe.configure({ mode: "default" });
let site: OwnSite;
test.beforeAll(async () => {
  site = await openOwnSite();
});
test.afterAll(() => site.close());

test("the server goes and comes back: the page says so, runs the program again, and keeps the edits", async ({
  page,
}) => {
  await openAndRun(page, site.url + LESSON);
  const text = await codeOf(page);
  await write(page, text.replace("socket.broadcast.emit", "io.emit"));

  await site.kill();
  await expect(bench(page).getByText("The lessons server is out of reach")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("// written while it was away");

  await site.start();
  await expect(bench(page).getByText("The lessons server was started anew")).toBeVisible();
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Alice received said");
  await expect(bench(page).getByText("// written while it was away")).toBeVisible();

  await runButton(page).click();
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Bob: Say “hello”" }).click();
  await expect(deliveries(page)).toContainText("Bob received said");
});

test("the server is restarted by whoever looks after it: the page says so beforehand, and goes on afterwards", async ({
  page,
}) => {
  await wrote(page, {
    "server.js": `import { Server } from "socket.io";
    const io = new Server(3000);
    io.on("connection", (socket) => socket.on("say", (text) => io.emit("said", text)));`,
  });
  await openAndRun(page, site.url + LESSON);
  expect(await site.stop()).toBe(0);
  await expect(bench(page).getByText("What you wrote is kept").first()).toBeVisible();
  await site.start();
  await expect(bench(page).getByText("The lessons server was started anew")).toBeVisible();
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Alice received said");
});

test("a program that had been stopped stays stopped when the server comes back", async ({
  page,
}) => {
  await openAndRun(page, site.url + LESSON);
  await bench(page).getByRole("button", { name: "Stop" }).click();
  await expect(bench(page).getByText("Stopped", { exact: true })).toBeVisible();
  await site.kill();
  await expect(bench(page).getByText("The lessons server is out of reach")).toBeVisible();
  await site.start();
  await expect(bench(page).getByText("Stopped", { exact: true })).toBeVisible();
  await runButton(page).click();
  await everyoneIsThere(page);
});
