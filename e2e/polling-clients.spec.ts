// Clients that keep polling: four have room in a page, a fifth is told why not.
import { expect, test } from "@playwright/test";
import { bench, deliveries, openAndRun, wrote } from "./workbench.ts";

const SERVER = `
import { Server } from "socket.io";
const io = new Server(3000);
io.of("/second");
io.on("connection", (socket) => {
  socket.on("say", (text) => io.emit("said", text));
});
`;
const CLIENT = `
const keepsPolling = { transports: ["polling"], forceNew: true };
const socket = io(keepsPolling);
if (me === "Bob") {
  socket.on("connect", () => {
    const second = io("/second", keepsPolling);
    socket.on("said", () => second.connect());
  });
}
`;

test("a fifth is refused with the reason, the four are heard, and a seat that is given back is taken", async ({
  page,
}) => {
  await wrote(page, { "server.js": SERVER, "client.js": CLIENT });
  await openAndRun(page);
  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  const refusal = stage.getByText(/refused in \/second: four clients .* keep polling already/);
  await expect(refusal).toBeVisible();
  await expect(stage.getByText("polling", { exact: true })).toHaveCount(4);

  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  for (const name of ["Alice", "Bob", "Carol", "Dave"])
    await expect(deliveries(page)).toContainText(`${name} received said`);
  await expect(refusal).toBeVisible();

  await bench(page).getByRole("button", { name: "More for Dave" }).click();
  await page
    .getByRole("dialog", { name: "Dave" })
    .getByRole("button", { name: "Disconnect" })
    .click();
  await page.keyboard.press("Escape");
  await expect(bench(page).getByText("3 of 4 connected")).toBeVisible();
  // Dave is away before the server has heard of it: Bob may have to try again.
  await expect(async () => {
    await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
    await expect(stage.getByText("Namespace /second: Bob")).toBeAttached({ timeout: 3_000 });
  }).toPass();
  await expect(refusal).toHaveCount(0);
});
