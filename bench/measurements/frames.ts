// What the page's main thread does for each frame while events keep arriving on the stage.
import { setTimeout as sleep } from "node:timers/promises";
import { frameWork } from "../browser/frame-work.ts";
import { EVERYONE, openLesson, runButton } from "../browser/lesson-page.ts";
import { openBrowserAndSite } from "../browser/site.ts";
import { median, quantile, show } from "../figures.ts";
import { SANDBOXED, SANDBOXED_CHATTER } from "../program.ts";
import { atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";

/** One frame of a screen that draws sixty a second. */
const FRAME_MS = 1_000 / 60;
const LONG_MS = 50;
const CHATTER = "200 events a second";
const WARM_UP_MS = 2_000;

export async function measureFrames({ isQuick }: Effort): Promise<Report> {
  const ms = isQuick ? 4_000 : 10_000;
  const browserAndSite = await openBrowserAndSite();
  const programs = { [CHATTER]: SANDBOXED_CHATTER, "a program that is silent": SANDBOXED };
  const frames: Record<string, readonly number[]> = {};
  for (const [name, program] of Object.entries(programs)) {
    const page = await openLesson(browserAndSite, program);
    await runButton(page).click();
    await page.getByText(EVERYONE).waitFor();
    await sleep(WARM_UP_MS);
    frames[name] = await frameWork(page, ms);
    await page.close();
  }
  await browserAndSite.close();

  return {
    title: "Main-thread work for each frame of the lesson page, in ms",
    columns: ["variant", "frames", "p50", "p95", "longest", `over ${LONG_MS} ms`],
    rows: Object.entries(frames).map(([name, own]) => {
      const long = own.filter((work) => work > LONG_MS).length;
      const p95 = quantile(own, 0.95);
      return {
        cells: [
          name,
          String(own.length),
          show(median(own)),
          show(p95),
          show(Math.max(...own)),
          String(long),
        ],
        claims:
          name === CHATTER
            ? [atMost("p95", p95, Number(FRAME_MS.toFixed(1))), atMost("long frames", long, 0)]
            : [],
      };
    }),
    notes: [
      `CPU time of the page's main thread between one frame's beginning and the next, over ${ms / 1_000} s.`,
      "The program emits to each of four clients fifty times a second; each emit, its frame and its being handled are facts.",
    ],
    figures: { frames },
  };
}
