// Whoever sees little, or nothing, or has no mouse: nothing is in the way, in whatever state the workbench is, in both themes,
// on a large screen and on a phone.
import { deflateSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { writeShare } from "#protocol/share.ts";
import { build } from "#trace/builder.ts";
import { bench, everyoneIsThere, LESSON, runButton, violations } from "./workbench.ts";

const PEOPLE = ["Alice", "Bob", "Carol", "Dave"];
const where = { file: "server.js", line: 16, column: 5 };

/** A run in which much goes well and something does not. */
function eventfulRun(): string {
  const t = build();
  for (const name of PEOPLE)
    t.connects(name, { transport: name === "Dave" ? "polling" : "websocket" });
  for (const name of ["Alice", "Bob"]) t.joins(name, "room1");
  t.sends("Alice", "say", { args: ["hi"], ack: 1 });
  t.acks("Alice", 1);
  t.fact({ kind: "log", from: { side: "server" }, level: "warn", text: "careful", where });
  t.broadcasts("said", { args: ["hi"], rooms: ["room1"], where });
  t.handles("Bob", "said");
  t.upgrades("Dave");
  t.disconnects("Carol", "transport close");
  t.fact({
    kind: "fault",
    from: { side: "server" },
    during: "handler",
    name: "TypeError",
    message: "friends is not iterable",
    stack: "",
    frame: "> 16 | for (const friend of friends)",
    where,
  });
  t.fact({ kind: "limit", what: "rooms", text: "There are too many rooms." });
  t.fact({ kind: "run.ended", why: "crashed", code: 1 });
  const share = writeShare({
    lesson: "who-receives-it",
    files: [],
    clients: PEOPLE.map((name) => ({ name, file: "client.js" })),
    trace: [...t.trace()],
  });
  return `#share=${deflateSync(share).toString("base64url")}`;
}

const WORKBENCH = 'section[aria-label^="Workbench"]';

/** Looks in both themes. What the prose holds is looked at where the lesson is taken. */
async function expectNothingInTheWay(page: Page, state: string, within = WORKBENCH): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A theme changes colours and nothing else.
    const found = await violations(
      page,
      colorScheme === "light" ? { within } : { within, rule: "color-contrast" },
    );
    expect.soft(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

async function opened(page: Page, button: string, dialog: string): Promise<void> {
  await bench(page).getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
  await expect(page.getByText("has not come yet")).toHaveCount(0);
  await expectNothingInTheWay(page, `${dialog} is open`, ":popover-open");
  await page.keyboard.press("Escape");
}

async function everyPane(page: Page): Promise<void> {
  const tabs = bench(page).getByRole("tablist", { name: "Inspector" }).getByRole("tab");
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
    await expect(page.getByText("has not come yet")).toHaveCount(0);
    const state = `the pane ${await tab.innerText()}`;
    await expectNothingInTheWay(page, state, 'section[aria-label="Inspector"]');
  }
}

test("nothing in the workbench is in the way of anybody, in whatever state it is", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(LESSON);
  await expect(runButton(page)).toBeEnabled();
  await expectNothingInTheWay(page, "nothing runs yet");

  await runButton(page).click();
  await everyoneIsThere(page);
  await expectNothingInTheWay(page, "it runs");
  await opened(page, "More for the server", "The server");
  await opened(page, "Connect your own client", "Connect your own client");
  await opened(page, "More for Alice", "Alice");

  const run = eventfulRun();
  await page.evaluate((hash) => location.assign(hash), run);
  await expect(bench(page).getByText("A recorded run, shared with you")).toBeVisible();
  await expect(bench(page).getByRole("alert")).toContainText("friends is not iterable");
  await expectNothingInTheWay(page, "a run that broke is looked at");
  await everyPane(page);
  await opened(page, "Share", "Share");

  await page.setViewportSize({ width: 390, height: 844 });
  const side = (name: string) =>
    page.getByRole("navigation", { name: "Parts of the lesson" }).getByRole("button", { name });
  await side("Stage").click();
  await expectNothingInTheWay(page, "the stage of a phone");
  await side("Code").click();
  await expectNothingInTheWay(page, "the code of a phone");
});
