// The built site and a Chromium, for what only a browser can tell.
import type { Browser } from "@playwright/test";
import { findBrowser } from "../../e2e/browser.ts";
import { openOwnSite } from "../../e2e/own-site.ts";
import { closeWithAll } from "../processes.ts";

export type BrowserAndSite = {
  readonly url: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
};

export async function openBrowserAndSite(): Promise<BrowserAndSite> {
  const { source: _, ...options } = await findBrowser();
  // Loaded only here: none of the processes that are measured should hold a browser's driver.
  const { chromium } = await import("@playwright/test");
  const site = await openOwnSite();
  closeWithAll(site.close);
  const browser = await chromium.launch(options);
  closeWithAll(() => browser.close());
  return {
    url: site.url,
    browser,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
