// A lesson's page on which a program of ours stands in the editor, as a learner would have written it there.
import type { Page } from "@playwright/test";
import { keepEdits } from "../../components/playground/edits.ts";
import type { BrowserAndSite } from "./site.ts";

const SLUG = "who-receives-it";
export const LESSON = `/learn/${SLUG}`;
/** What stands beside the buttons when all of the lesson's clients are there. */
export const EVERYONE = "4 clients connected";

/** Opens the page and waits until it is quiet; whoever is about to press something has moved the mouse. */
export async function openLesson({ browser, url }: BrowserAndSite, program: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript((items) => {
    for (const [key, value] of items) localStorage.setItem(key, value);
  }, editsWith(program));
  await page.goto(`${url}${LESSON}`, { waitUntil: "networkidle" });
  const opened = page.waitForEvent("websocket");
  await page.mouse.move(700, 400);
  await opened;
  await page.waitForLoadState("networkidle");
  return page;
}

export const runButton = (page: Page) => page.getByRole("button", { name: "Run", exact: true });

/** What the browser would keep, had the learner written it. */
function editsWith(program: string): [key: string, value: string][] {
  const kept = new Map<string, string>();
  const storage = { setItem: (key: string, value: string) => void kept.set(key, value) };
  keepEdits(SLUG, { "server.js": program }, storage as Storage);
  return [...kept];
}
