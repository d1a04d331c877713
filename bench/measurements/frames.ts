// What the page's main thread does for each frame: while events keep arriving, and while somebody scrubs in a long run.
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { frameWork } from "../browser/frame-work.ts";
import { EVERYONE, openLesson, runButton } from "../browser/lesson-page.ts";
import { openPane, scrubOn, stopProgram, untilEvents } from "../browser/long-run.ts";
import { type BrowserAndSite, openBrowserAndSite } from "../browser/site.ts";
import { median, quantile, show } from "../figures.ts";
import { SANDBOXED, sandboxedChatter } from "../program.ts";
import { atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";

const FRAME_MS = 16;
const LONG_MS = 50;
const WARM_UP_MS = 2_000;
/** Nearly all that a page keeps of a run. */
const LONG_RUN = { events: 9_500, quick: 5_000 };

/** Four clients, each of which is sent an event every so many milliseconds. */
const EMITS_200 = sandboxedChatter(20);
/** Each emit, its frame and its being handled are events, and so is the turn of four of them. */
const EVENTS_1000 = sandboxedChatter(13);

type Moment = Readonly<{
  program: string;
  /** Of the inspector; its first unless told. */
  pane?: string;
  /** Of a run that has become long, and is over. */
  isScrubbed?: boolean;
  isJudged: boolean;
}>;

const MOMENTS: Readonly<Record<string, Moment>> = {
  "200 emits a second": { program: EMITS_200, isJudged: true },
  "1,000 events a second": { program: EVENTS_1000, isJudged: true },
  "1,000 events a second, timeline": { program: EVENTS_1000, pane: "Timeline", isJudged: true },
  "scrubbing a long run": { program: EVENTS_1000, isScrubbed: true, isJudged: true },
  "scrubbing a long run, timeline": {
    program: EVENTS_1000,
    pane: "Timeline",
    isScrubbed: true,
    isJudged: true,
  },
  "a program that is silent": { program: SANDBOXED, isJudged: false },
};

export async function measureFrames({ isQuick }: Effort): Promise<Report> {
  const ms = isQuick ? 4_000 : 10_000;
  const browserAndSite = await openBrowserAndSite();
  const frames: Record<string, readonly number[]> = {};
  for (const [name, moment] of Object.entries(MOMENTS)) {
    const page = await pageAt(moment, browserAndSite, isQuick);
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
          MOMENTS[name]?.isJudged === true
            ? [atMost("p95", p95, FRAME_MS), atMost("long frames", long, 0)]
            : [],
      };
    }),
    notes: [
      `CPU time of the page's main thread between one frame's beginning and the next, over ${ms / 1_000} s.`,
      "The program emits to four clients; each emit, its frame and its being handled are events of the trace.",
      `A long run has ${show(isQuick ? LONG_RUN.quick : LONG_RUN.events)} events or more; scrubbing moves seven steps a frame.`,
    ],
    figures: { frames },
  };
}

async function pageAt(
  { program, pane, isScrubbed }: Moment,
  browserAndSite: BrowserAndSite,
  isQuick: boolean,
): Promise<Page> {
  const page = await openLesson(browserAndSite, program);
  await runButton(page).click();
  await page.getByText(EVERYONE).waitFor();
  if (pane !== undefined) await openPane(page, pane);
  if (isScrubbed) {
    await untilEvents(page, isQuick ? LONG_RUN.quick : LONG_RUN.events);
    await stopProgram(page);
    await scrubOn(page);
  }
  await sleep(WARM_UP_MS);
  return page;
}
