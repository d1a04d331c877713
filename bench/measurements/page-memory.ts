// What the lesson's page holds after very many events have passed through it.
import type { Page } from "@playwright/test";
import { EVERYONE, openLesson, runButton } from "../browser/lesson-page.ts";
import { openPane, untilEvents } from "../browser/long-run.ts";
import { openBrowserAndSite } from "../browser/site.ts";
import { show } from "../figures.ts";
import { sandboxedChatter } from "../program.ts";
import { atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";

const EVENTS = { whole: 100_000, quick: 20_000 };
/** From when on the page keeps no more than it has. */
const FULL = 12_000;
const MORE_MB = 10;

export async function measurePageMemory({ isQuick }: Effort): Promise<Report> {
  const wanted = isQuick ? EVENTS.quick : EVENTS.whole;
  const browserAndSite = await openBrowserAndSite();
  const page = await openLesson(browserAndSite, sandboxedChatter(8));
  await runButton(page).click();
  await page.getByText(EVERYONE).waitFor();
  await openPane(page, "Timeline");
  const points: { events: number; mb: number }[] = [{ events: 0, mb: await heapOf(page) }];
  for (const events of [FULL, wanted])
    points.push({ events: await untilEvents(page, events), mb: await heapOf(page) });
  await browserAndSite.close();

  const [, full, end] = points;
  const more = full && end ? end.mb - full.mb : undefined;
  return {
    title: "Memory of the lesson page, in MB of JavaScript heap",
    columns: ["events so far", "MB"],
    rows: points.map(({ events, mb }) => ({
      cells: [show(events), show(mb)],
      claims: events === end?.events ? [atMost("MB more than when full", more, MORE_MB)] : [],
    })),
    notes: [
      "After collecting garbage, with the timeline open. The page keeps 10,000 events; older ones fold into one.",
      "The clients' own Workers are not counted.",
    ],
    figures: { points },
  };
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1_000_000;
}
