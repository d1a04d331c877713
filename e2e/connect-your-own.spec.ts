// Somebody else's program connects from outside, with the lines that the page gives to copy.
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { WebSocket } from "ws";
import { type OwnProgram, startOwnProgram } from "./own-program.ts";
import {
  addressOf,
  askHowToConnect,
  bench,
  complaints,
  deliveries,
  expectNoViolationOf,
  howToConnect,
  LESSON,
  openAndRun,
} from "./workbench.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

let program: OwnProgram | undefined;
test.afterEach(async () => {
  await program?.end();
  program = undefined;
});

const cardOf = (page: Page, name: string) =>
  bench(page)
    .getByRole("region", { name: /^Stage/ })
    .getByRole("listitem")
    .filter({ has: page.getByText(name, { exact: true }) });

/** What the button beside these words puts on the clipboard. */
async function copied(page: Page, words: string): Promise<string> {
  await askHowToConnect(page);
  const lines = howToConnect(page)
    .locator("div")
    .filter({ has: page.getByText(words) });
  await lines.getByRole("button", { name: "Copy" }).last().click();
  await expect(lines.getByText("Copied").last()).toBeVisible();
  await page.keyboard.press("Escape");
  return page.evaluate(() => navigator.clipboard.readText());
}

test("a program from outside has a card, receives and is heard, and its card goes when it leaves", async ({
  page,
}) => {
  const heard = complaints(page);
  await openAndRun(page);
  program = startOwnProgram(`${await copied(page, "socket.io-client")}
    socket.on("connect", () => console.log("connected"));
    socket.on("said", (text) => {
      console.log("heard " + text);
      socket.emit("say", "me too");
    });
  `);
  await program.says("connected");
  const card = cardOf(page, "client 1");
  await expect(card).toContainText("websocket");

  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await program.says("heard hi");
  // What it says goes to the others, and not back to it.
  await expect(deliveries(page)).toContainText("Alice received said");
  await expect(deliveries(page)).toContainText("client 1 is the sender");
  await deliveries(page).getByRole("button", { name: "The one before" }).click();
  await expect(deliveries(page).getByRole("row", { name: /client 1.*sent/ })).toBeVisible();
  await bench(page).getByRole("tab", { name: "Timeline" }).click();
  await bench(page).getByRole("button", { name: "Lines", exact: true }).click();
  await expect(
    bench(page)
      .getByRole("button", { name: /client 1.*say.*me too/ })
      .first(),
  ).toBeVisible();

  await bench(page).getByRole("button", { name: "Live" }).click();
  await program.end();
  await expect(card).toHaveCount(0);
  await bench(page).getByRole("tab", { name: "Deliveries" }).click();
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Alice is the sender");
  await expect(deliveries(page).getByRole("table")).not.toContainText("client 1");
  expect(heard).toEqual([]);
});

test("the lines by hand work as they stand: curl over HTTP, and a WebSocket that is told what to say", async ({
  page,
  request,
}) => {
  test.skip(spawnSync("curl", ["--version"]).status !== 0, "there is no curl on this machine");
  await openAndRun(page);
  const answer = await request.get(`${await addressOf(page)}/socket.io/?EIO=3&transport=polling`);
  expect(await answer.json()).toMatchObject({ message: "Unsupported protocol version" });

  const line = await copied(page, "transport=polling");
  const { stdout } = await promisify(execFile)("sh", ["-c", line]);
  expect(stdout).toMatch(/^0\{"sid":"[\w-]+"/);

  const [, address = ""] = /-c "(\S+)"/.exec(await copied(page, "wscat")) ?? [];
  const socket = new WebSocket(address);
  socket.once("message", () => socket.send("40"));
  const server = bench(page).getByRole("region", { name: /^Stage/ });
  await expect(server.getByText("5 sockets")).toBeVisible();
  socket.close();
  await expect(server.getByText("4 sockets")).toBeVisible();
});

test("the lines are there before the first run, and nothing about them is in anybody's way", async ({
  page,
}) => {
  await page.goto(LESSON);
  await askHowToConnect(page);
  await expect(howToConnect(page).getByText("socket.io-client")).toBeVisible();
  await expectNoViolationOf(page);
});
