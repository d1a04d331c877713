// What a client's card opens to: an event with bytes that asks for an acknowledgement, a page loaded anew, one client more.
import { expect, type Page, test } from "@playwright/test";
import {
  bench,
  complaints,
  everyoneIsThere,
  expectNoViolationOf,
  openAndRun,
  wrote,
} from "./workbench.ts";

const SERVER = `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("put", (bytes, answer) => answer([...bytes].join(" ")));
  socket.on("ask", (answer) => {});
});
`;
const pane = async (page: Page, name: string) => {
  await bench(page).getByRole("tab", { name }).click();
  return bench(page).getByRole("tabpanel", { name });
};
const card = (page: Page, name: string) =>
  bench(page)
    .getByRole("region", { name: /^Stage/ })
    .getByRole("listitem")
    .filter({ has: page.getByRole("group", { name: `What ${name} does` }) });

test("bytes go out and come back in an acknowledgement, and one that never comes is given up", async ({
  page,
}) => {
  const heard = complaints(page);
  await wrote(page, { "server.js": SERVER });
  await openAndRun(page);
  const acks = await pane(page, "Acks");
  await bench(page).getByRole("button", { name: "More for Bob" }).click();
  const form = page.getByRole("form", { name: "Bob sends an event" });
  await form.getByLabel("Event", { exact: true }).fill("put");
  await form.getByLabel("Arguments, as JSON").fill("<01 02 ff>, oops");
  await expect(form.getByText('A text needs quotes: "oops"')).toBeVisible();
  await expect(form.getByRole("button", { name: "Emit" })).toBeDisabled();
  await form.getByLabel("Arguments, as JSON").fill("<01 02 ff>");
  await form.getByRole("checkbox", { name: "Ask for an acknowledgement" }).check();
  await expectNoViolationOf(page);
  await form.getByRole("button", { name: "Emit" }).click();
  await expect(acks).toContainText(/answered after .* ms: "1 2 255"/);

  await form.getByLabel("Event", { exact: true }).fill("ask");
  await form.getByLabel("Arguments, as JSON").fill("");
  await form.getByRole("spinbutton").fill("50");
  await form.getByRole("button", { name: "Emit" }).click();
  await expect(acks).toContainText("Bob gave up after 50 ms");
  // What was sent before is there to be sent again.
  await form.getByRole("button", { name: /^put <01 02 ff>/ }).click();
  await expect(form.getByLabel("Event", { exact: true })).toHaveValue("put");
  expect(heard).toEqual([]);
});

test("a client that is reloaded has another id, and one can be added and sent away", async ({
  page,
}) => {
  await wrote(page, { "server.js": SERVER });
  await openAndRun(page);
  const clients = await pane(page, "Clients");
  const alice = clients.getByRole("article", { name: "Alice", exact: true });
  await bench(page).getByRole("button", { name: "More for Alice" }).click();
  await page.getByRole("dialog", { name: "Alice" }).getByRole("button", { name: "Reload" }).click();
  await expect(alice).toContainText("1 connection that is over");
  await everyoneIsThere(page);
  const menu = page.getByRole("dialog", { name: "Alice" });
  await menu.getByRole("button", { name: "Second tab" }).click();
  await expect(clients.getByRole("article", { name: "Alice · tab 2" })).toContainText("connected");
  await menu.getByRole("button", { name: "Close tab 2" }).click();
  await expect(clients.getByRole("article", { name: "Alice · tab 2" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await bench(page).getByRole("button", { name: "Connect your own client" }).click();
  await page.getByRole("button", { name: "Add Erin" }).click();
  await page.keyboard.press("Escape");
  await expect(bench(page).getByText("5 clients connected")).toBeVisible();
  await bench(page).getByRole("button", { name: "More for Erin" }).click();
  await page.getByRole("button", { name: "Remove Erin" }).click();
  await expect(card(page, "Erin")).toHaveCount(0);
  await expect(bench(page).getByText("4 clients connected")).toBeVisible();
});
