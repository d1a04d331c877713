// The network between the page and the site goes away for ten seconds.
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { type OwnNetwork, openOwnNetwork } from "./own-network.ts";
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
  write,
  wrote,
} from "./workbench.ts";

const GONE_MS = 10_000;
const SERVER = `
import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("say", (text) => socket.broadcast.emit("said", text));
});
let n = 0;
setInterval(() => console.log("server " + ++n), 500);
`;
const CLIENT = `
const socket = io();
socket.on("connect", () => log("connected"));
socket.on("said", (text) => log("heard " + text));
let n = 0;
if (me === "Alice") setInterval(() => log("alice " + ++n), 500);
`;

let network: OwnNetwork;
test.beforeEach(async ({ baseURL }) => {
  network = await openOwnNetwork(Number(new URL(baseURL ?? "").port));
});
test.afterEach(() => network.cut());

test("the page says so, comes back by itself, goes on with the run, and has lost nothing", async ({
  page,
}) => {
  await wrote(page, { "server.js": SERVER, "client.js": CLIENT });
  await openAndRun(page, network.url + LESSON);
  // The code of the log and of the editor has come before the network goes.
  await logged(page);
  await write(page, SERVER);
  await network.cut();
  const gone = pause(GONE_MS);
  await expect(bench(page).getByText("The lessons server is out of reach")).toBeVisible();
  await write(page, `${SERVER}// written without a network`);
  await gone;
  await expect(bench(page).getByText("The lessons server is out of reach")).toBeVisible();
  const before = counted(await logged(page), "server").length;

  await network.mend();
  // What the stage says is of the time before, until the page has caught up.
  await expect
    .poll(async () => (await logged(page)).filter((line) => line === "connected").length)
    .toBe(8);
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await bench(page).getByRole("tab", { name: "Deliveries" }).click();
  for (const name of ["Bob", "Carol", "Dave"])
    await expect(deliveries(page)).toContainText(`${name} received said`);

  // The same run, with what it did in the meantime, and what the clients had to say: all of it, and once.
  const lines = await logged(page);
  const server = counted(lines, "server");
  expect(server).toEqual(upTo(server.length));
  expect(server.length).toBeGreaterThan(before);
  const alice = counted(lines, "alice");
  expect(alice).toEqual(upTo(alice.length));
  expect(lines.filter((line) => line === "heard hi")).toHaveLength(3);

  await expect(bench(page).getByText("// written without a network").last()).toBeVisible();
  await runButton(page).click();
  await everyoneIsThere(page);
});

test("the code touched and the timeline opened without a network: both come when it is back", async ({
  page,
}) => {
  await openAndRun(page, network.url + LESSON);
  await network.cut();
  await expect(bench(page).getByText("The lessons server is out of reach")).toBeVisible();
  await page.getByRole("textbox", { name: "server.js, code" }).click();
  await expect(bench(page).getByText("The editor has not come yet")).toBeVisible();
  await bench(page).getByRole("tab", { name: "Timeline" }).click();
  await expect(bench(page).getByText("The timeline has not come yet")).toBeVisible();

  await network.mend();
  await expect(bench(page).getByRole("button", { name: "Lanes", exact: true })).toBeVisible();
  await write(page, SERVER);
  await page.keyboard.press("ControlOrMeta+Enter");
  await everyoneIsThere(page);
});
