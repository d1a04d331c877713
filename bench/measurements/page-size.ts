// What a lesson's page loads, by the moment at which it does.
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { EVERYONE, LESSON, runButton } from "../browser/lesson-page.ts";
import { openBrowserAndSite } from "../browser/site.ts";
import { show } from "../figures.ts";
import { atMost, type Claim, type Report } from "../report.ts";

/** kB of 1,000 bytes, compressed as the server does. */
const WORDS_AT_MOST = 140;
const PLAYGROUND_AT_MOST = 90;
/** For what is loaded last, such as the editor's worker. */
const LAST_MS = 5_000;

type Loaded = { readonly files: number; readonly kb: number };

export async function measurePageSize(): Promise<Report> {
  const { browser, url, close } = await openBrowserAndSite();
  const page = await browser.newPage();
  const scripts = collectScripts(page);
  const html = await (await page.request.get(`${url}${LESSON}`)).text();
  const own = new Set(
    [...html.matchAll(/<script(?![^>]*nomodule)[^>]*\ssrc="([^"]+)"/gi)].map(([, src]) => src),
  );

  await page.goto(`${url}${LESSON}`, { waitUntil: "networkidle" });
  await runButton(page).click();
  await page.getByText(EVERYONE).waitFor();
  await sleep(LAST_MS);
  const beforeTouch = new Map(scripts);
  await page.getByRole("textbox", { name: "server.js, code" }).click();
  await page.getByRole("textbox", { name: /^server\.js, editor/ }).waitFor({ state: "attached" });
  await sleep(LAST_MS);
  await close();

  const sum = (isCounted: (path: string) => boolean): Loaded => {
    const counted = [...scripts].filter(([path]) => isCounted(path));
    const kb = counted.reduce((total, [, text]) => total + gzipSync(text).length / 1_000, 0);
    return { files: counted.length, kb };
  };
  const words = sum((path) => own.has(path));
  const playground = sum((path) => !own.has(path) && beforeTouch.has(path));
  const editor = sum((path) => !beforeTouch.has(path));
  const row = (name: string, { files, kb }: Loaded, claims: readonly Claim[] = []) => {
    return { cells: [name, String(files), show(kb)], claims };
  };
  return {
    title: "JavaScript of a lesson's page, in kB gzipped",
    columns: ["", "files", "kB"],
    rows: [
      row("the words, with React and Next", words, [atMost("kB", words.kb, WORDS_AT_MOST)]),
      row("the playground, and a run", playground, [
        atMost("kB", playground.kb, PLAYGROUND_AT_MOST),
      ]),
      row("the editor, when it is touched", editor),
    ],
    notes: ["The clients' own Workers are not the page's; the editor has its language worker."],
    figures: { words, playground, editor },
  };
}

/** The texts of all scripts of the page and of its Workers, by path. */
function collectScripts(page: Page): ReadonlyMap<string, string> {
  const scripts = new Map<string, string>();
  page.on("response", async (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/_next/") && pathname.endsWith(".js"))
      scripts.set(pathname, await response.text());
  });
  return scripts;
}
