// From the press of Run to four connected clients, and to the first event on the stage: what a learner waits for.
import { setTimeout as sleep } from "node:timers/promises";
import { openLesson } from "../browser/lesson-page.ts";
import { openPlainPage } from "../browser/plain-page.ts";
import { type Press, pressRun } from "../browser/press.ts";
import { openBrowserAndSite } from "../browser/site.ts";
import { median, quantile, show } from "../figures.ts";
import { SANDBOXED } from "../program.ts";
import { atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";
import { inTurn } from "../variants.ts";

const LESSON = "lesson page";
const WARM_UPS = 3;
const MOST_MS = 400;
/** For the last run's clients to go. */
const PAUSE_MS = 300;

export async function measurePressRun({ isQuick }: Effort): Promise<Report> {
  const rounds = isQuick ? 10 : 40;
  const browserAndSite = await openBrowserAndSite();
  const lesson = await openLesson(browserAndSite, SANDBOXED);
  const plain = await openPlainPage(browserAndSite.browser);
  const variants: Readonly<Record<string, () => Promise<Press>>> = {
    [LESSON]: () => pressRun(lesson),
    "bare page, child node server.js": () => plain.press(),
  };
  const samples: Record<string, Press[]> = {};
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const [name, press] of inTurn(Object.entries(variants), round + WARM_UPS)) {
      const sample = await press();
      if (round >= 0) (samples[name] ??= []).push(sample);
      await sleep(PAUSE_MS);
    }
  }
  await plain.close();
  await browserAndSite.close();

  return {
    title: "Press of Run, in Chromium, in ms",
    columns: ["variant", "n", "4 connected p50", "p95", "first event shown p50", "p95"],
    rows: Object.keys(variants).map((name) => {
      const own = samples[name] ?? [];
      const connected = own.map((sample) => sample.connected);
      const firstEvent = own.map((sample) => sample.firstEvent);
      return {
        cells: [
          name,
          String(own.length),
          ...[connected, firstEvent].flatMap((all) => [
            show(median(all)),
            show(quantile(all, 0.95)),
          ]),
        ],
        claims:
          name === LESSON
            ? [
                atMost("connected p50", median(connected), MOST_MS),
                atMost("first event p50", median(firstEvent), MOST_MS),
              ]
            : [],
      };
    }),
    notes: [
      "Until the frame that shows it: the words “4 clients connected”, and the event that the program sends to whoever connects.",
      "The lesson's clients begin with polling, run in Workers of their own, and are recorded; the bare page's speak WebSocket at once.",
    ],
    figures: { samples },
  };
}
