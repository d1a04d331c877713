// What a learner sees on the stage: everybody has room on any screen, what happens at once is seen one by one, and the
// run can be played, searched and walked back.
import { expect, type Page, test } from "@playwright/test";
import { type OwnProgram, startOwnProgram } from "./own-program.ts";
import {
  addressOf,
  bench,
  deliveries,
  everyoneIsThere,
  expectNoViolationOf,
  LESSON,
  openAndRun,
  wrote,
} from "./workbench.ts";

let program: OwnProgram | undefined;
test.afterEach(async () => {
  await program?.end();
  program = undefined;
});

const stage = (page: Page) => bench(page).getByRole("region", { name: /^Stage/ });
const card = (page: Page, name: string) =>
  stage(page)
    .getByRole("listitem")
    .filter({ has: page.getByText(name, { exact: true }) });
const sayHi = (page: Page) => bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();

/** Programs of their own at the learner's server: each name is one connection. */
async function joinedBy(page: Page, names: readonly string[]): Promise<void> {
  const { origin, pathname } = new URL(await addressOf(page));
  program = startOwnProgram(`
    import { io } from "socket.io-client";
    for (const name of ${JSON.stringify(names)}) {
      const socket = io("${origin}", { path: "${pathname}/@" + name + "/socket.io/", forceNew: true });
      socket.on("connect", () => console.log(name + " is there"));
    }
  `);
  for (const name of names) await program.says(`${name} is there`);
}

test("a person in two tabs has two cards, and is told apart by what each received", async ({
  page,
}) => {
  await openAndRun(page);
  await joinedBy(page, ["Alice"]);
  await expect(card(page, "Alice · tab 2")).toContainText("websocket");
  await sayHi(page);
  await expect(card(page, "Alice · tab 2")).toContainText("said");
  await expect(card(page, "Alice")).toContainText("the sender is left out");
  await expect(deliveries(page)).toContainText("said was sent to Alice · tab 2");
  await expect(deliveries(page)).toContainText("Alice is the sender");
  await program?.end();
  await expect(card(page, "Alice · tab 2")).toHaveCount(0);
});

test("eight people have room on every screen, and nothing on their cards is cut", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openAndRun(page);
  await joinedBy(page, ["Eve", "Frank", "Grace", "Heidi"]);
  await sayHi(page);
  await expect(card(page, "Heidi")).toContainText("said");
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (width < 900) await page.getByRole("button", { name: "Stage" }).click();
    await expect.poll(() => misfits(page), { message: `at ${width} × ${height}` }).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolationOf(page);
});

/** What lies outside the stage or over another card, and text that is cut off. */
function misfits(page: Page): Promise<readonly string[]> {
  return stage(page).evaluate((element) => {
    const edges = element.getBoundingClientRect();
    const cards = [...element.querySelectorAll("li[data-tone]")];
    const boxes = cards.map((one) => one.getBoundingClientRect());
    const outside = boxes.some((box) => box.left < edges.left || box.right > edges.right);
    const over = boxes.some((a, i) =>
      boxes
        .slice(i + 1)
        .some(
          (b) =>
            a.left < b.right - 1 &&
            b.left < a.right - 1 &&
            a.top < b.bottom - 1 &&
            b.top < a.bottom - 1,
        ),
    );
    const cut = cards.filter((one) => one.scrollHeight > one.clientHeight + 1);
    const names = [...element.querySelectorAll<HTMLElement>("[data-long]")];
    return [
      ...(element.scrollHeight > element.clientHeight ? ["the stage has to be scrolled"] : []),
      ...(outside ? ["a card is outside"] : []),
      ...(over ? ["a card is over another"] : []),
      ...cut.map((one) => `cut: ${one.textContent}`),
      ...names
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `cut: ${one.textContent}`),
    ];
  });
}

/** Remembers every packet that is drawn from now on, by what it says of itself. */
async function watchPackets(page: Page): Promise<() => Promise<readonly string[]>> {
  await stage(page).evaluate((element) => {
    const seen = new Set<string>();
    Object.assign(window, { packetsSeen: seen });
    const look = () => {
      for (const one of element.querySelectorAll("button[data-direction]"))
        seen.add(one.getAttribute("aria-label") ?? "");
    };
    new MutationObserver(look).observe(element, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  });
  return () =>
    page.evaluate(() => [...(window as unknown as { packetsSeen: Set<string> }).packetsSeen]);
}

test("several sends in one moment are seen each, and a flood is not queued", async ({ page }) => {
  await wrote(page, {
    "server.js": `import { Server } from "socket.io";
    const io = new Server(3000);
    io.on("connection", (socket) => {
      socket.on("say", (text) => {
        if (text === "hi") for (const name of ["one", "two", "three"]) io.emit(name);
        else for (let i = 0; i < 300; i++) io.emit("flood");
      });
    });`,
  });
  await openAndRun(page);
  const seen = await watchPackets(page);
  await sayHi(page);
  await expect
    .poll(seen)
    .toEqual(
      expect.arrayContaining(
        ["one", "two", "three"].flatMap((name) =>
          ["Alice", "Bob"].map((who) => `${name} to ${who}: look at it`),
        ),
      ),
    );

  await bench(page).getByRole("button", { name: "Bob: Say “hello”" }).click();
  await expect
    .poll(async () => (await seen()).some((one) => /^flood ×\d+ to/.test(one)))
    .toBe(true);
  // All of it is on the page, and only the last of it on the wires: one packet for each of four, and what set it off.
  await expect(deliveries(page)).toContainText("of 303");
  await expect
    .poll(() => stage(page).locator("button[data-direction]").count())
    .toBeLessThanOrEqual(5);
});

test("the run is searched, and played on from there as fast as one likes", async ({ page }) => {
  await openAndRun(page);
  await sayHi(page);
  await expect(deliveries(page)).toContainText("Dave received said");

  await bench(page).getByRole("button", { name: "Search the run" }).click();
  const search = page.getByRole("dialog", { name: "Search the run" });
  await search.getByLabel("connections made").check();
  await search.getByLabel("of").selectOption("Carol");
  await search.getByRole("button", { name: "The one before" }).click();
  await expect(search.getByRole("button", { name: "The one before" })).toBeDisabled();
  await expectNoViolationOf(page);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#at=\d+/);
  await expect(stage(page).getByText("Carol is connected.")).toBeAttached();
  await expect(bench(page).getByText("Nothing has been sent yet", { exact: false })).toBeVisible();

  await bench(page).getByLabel("Speed of playing").selectOption("4");
  await bench(page).getByRole("button", { name: "Play on" }).click();
  await expect(bench(page).getByRole("button", { name: "Live" })).toHaveAttribute(
    "aria-pressed",
    "true",
    { timeout: 30_000 },
  );
  await expect(deliveries(page)).toContainText("Dave received said");
});

test("who wants no motion sees the state change, and nothing travel", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(LESSON);
  await bench(page).getByRole("button", { name: "Run", exact: true }).click();
  await everyoneIsThere(page);
  await sayHi(page);
  const packet = stage(page).getByRole("button", { name: "said to Bob: look at it" });
  await expect(packet).toBeVisible();
  expect(await packet.evaluate((one) => getComputedStyle(one).animationName)).toBe("none");
});
