// The lesson's page is lean: the words come first and need no script, the playground comes after them and moves nothing,
// and the editor comes when it is touched.
import { gzipSync } from "node:zlib";
import { type APIRequestContext, expect, type Page, type Route, test } from "@playwright/test";
import { bench, everyoneIsThere, LESSON } from "./workbench.ts";

/** Bytes, compressed. */
const WORDS_AT_MOST = 140_000;
const PLAYGROUND_AT_MOST = 90_000;
/** What only the editor has; what only a language of zod's that is not ours has. */
const EDITOR = "registerCompletionItemProvider";
const NOT_ENGLISH = "Ungültige";

/** The scripts that a page asks for by itself, in a browser that knows modules. */
async function ownScripts(request: APIRequestContext): Promise<readonly string[]> {
  const html = await (await request.get(LESSON)).text();
  return [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => !/nomodule/i.test(tag))
    .map(([, src = ""]) => src);
}

test("the words come with little script, and none of it the playground's", async ({ request }) => {
  const scripts = await Promise.all(
    (await ownScripts(request)).map(async (src) => (await request.get(src)).text()),
  );
  expect(scripts.length).toBeGreaterThan(0);
  const size = scripts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  expect(size).toBeLessThanOrEqual(WORDS_AT_MOST);
  for (const mark of ["socket.io", "invalid_type", EDITOR, NOT_ENGLISH])
    expect(scripts.filter((text) => text.includes(mark))).toEqual([]);
});

test("the playground comes with little more, without the editor until it is touched, and our own policy has nothing to refuse", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    addEventListener("securitypolicyviolation", (event) => refused.push(event.blockedURI));
  });
  const words = new Set(await ownScripts(page.request));
  const later = new Map<string, Promise<string>>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js") && pathname.startsWith("/_next/") && !words.has(pathname))
      later.set(pathname, response.text());
  });
  await page.goto(LESSON, { waitUntil: "networkidle" });
  await bench(page).getByRole("button", { name: "Run", exact: true }).click();
  await everyoneIsThere(page);
  expect(await page.evaluate(() => (window as unknown as { refused: string[] }).refused)).toEqual(
    [],
  );

  const texts = await Promise.all(later.values());
  expect(texts.some((text) => text.includes("socket.io"))).toBe(true);
  for (const mark of [EDITOR, NOT_ENGLISH])
    expect(texts.filter((text) => text.includes(mark))).toEqual([]);
  const size = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  expect(size).toBeLessThanOrEqual(PLAYGROUND_AT_MOST);
});

test("a lesson can be read whole without JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto(LESSON);
  await expect(page.getByRole("heading", { level: 1, name: "Who receives it?" })).toBeVisible();
  await expect(page.locator("noscript p").first()).toBeVisible();
  // What is folded until somebody has guessed.
  await expect(page.getByText("sounds like everyone.")).toBeVisible();
  await expect(page.getByRole("group", { name: "Task" }).first()).toBeVisible();
  await expect(bench(page).getByText("socket.broadcast.emit").first()).toBeVisible();
  // Where React kept words back for its script to put in place.
  expect((await page.locator("[hidden]").allTextContents()).join("")).toBe("");
  await context.close();
});

/** Lets nothing but the words' own scripts through until it is told to. */
async function heldBack(page: Page) {
  const words = new Set(await ownScripts(page.request));
  const held: Route[] = [];
  let isOpen = false;
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    if (isOpen || words.has(new URL(route.request().url()).pathname)) await route.continue();
    else held.push(route);
  });
  return {
    count: () => held.length,
    async release() {
      isOpen = true;
      await Promise.all(held.map((route) => route.continue()));
    },
  };
}

test("what is pressed before the playground is there is done when it is", async ({ page }) => {
  const held = await heldBack(page);
  await page.goto(LESSON, { waitUntil: "commit" });
  // Whoever presses before React listens presses in vain.
  await page.waitForFunction(() =>
    Object.keys(document).some((key) => key.startsWith("_reactListening")),
  );
  await bench(page).getByRole("button", { name: "Run", exact: true }).click();
  const carol = page.getByRole("checkbox", { name: "Carol" }).first();
  await carol.dispatchEvent("click");
  await expect(carol).not.toBeChecked();
  await expect.poll(held.count).toBeGreaterThan(0);

  await held.release();
  await everyoneIsThere(page);
  await expect(carol).toBeChecked();
});

test("nothing beside the stage jumps when the playground comes", async ({ page }) => {
  const held = await heldBack(page);
  await page.goto(LESSON, { waitUntil: "domcontentloaded" });
  await expect.poll(held.count).toBeGreaterThan(0);
  // A face that comes moves letters too: that is over before anything is counted.
  await page.evaluate(async () => {
    const drawn = () => new Promise(requestAnimationFrame);
    await drawn();
    await drawn();
    await document.fonts.ready;
    await drawn();
    const jumped: string[] = [];
    Object.assign(window, { jumped });
    type Shift = PerformanceEntry & { sources: readonly { node: Node | null }[] };
    new PerformanceObserver((list) => {
      for (const { node } of (list.getEntries() as Shift[]).flatMap(({ sources }) => sources)) {
        const element = node instanceof Element ? node : node?.parentElement;
        if (!element?.closest('[aria-label^="Stage"]')) jumped.push(element?.className ?? "");
      }
    }).observe({ type: "layout-shift" });
  });
  await held.release();
  await page.waitForLoadState("networkidle");
  await bench(page).getByRole("tab", { name: "Timeline" }).click();
  await expect(bench(page).getByRole("tab", { name: "Timeline", selected: true })).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { jumped: string[] }).jumped)).toEqual([]);
});

test("a page that nobody touches asks the server for no sandbox", async ({ page }) => {
  const opened: string[] = [];
  page.on("websocket", (socket) => opened.push(socket.url()));
  await page.goto(LESSON, { waitUntil: "networkidle" });
  expect(opened).toEqual([]);
  let moves = 0;
  await expect
    .poll(async () => {
      await page.mouse.move(300, 300 + moves++);
      return opened;
    })
    .toEqual([expect.stringContaining("/control/")]);
});
