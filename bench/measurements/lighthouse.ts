// Lighthouse's four marks for a phone. It is fetched when it is asked for: 185 MB for one table would be on everybody.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findBrowser } from "../../e2e/browser.ts";
import { LESSON } from "../browser/lesson-page.ts";
import { openBrowserAndSite } from "../browser/site.ts";
import { median, show } from "../figures.ts";
import { atLeast, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";

/** The last that runs on Node 20. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 } as const;
const PAGES = { "a lesson": LESSON, "the first page": "/", "the course": "/learn" } as const;

type Mark = keyof typeof LEAST;
type Marks = Readonly<Record<Mark, number>>;
const MARKS = Object.keys(LEAST) as Mark[];

export async function measureLighthouse({ isQuick }: Effort): Promise<Report> {
  const { url, close } = await openBrowserAndSite();
  const figures: Record<string, Marks[]> = {};
  let whyNot: string | undefined;
  try {
    for (let run = 0; run < (isQuick ? 1 : 5); run++)
      for (const [name, page] of Object.entries(PAGES))
        (figures[name] ??= []).push(await marksOf(`${url}${page}`));
  } catch (error) {
    whyNot = error instanceof Error ? error.message.split("\n")[0] : String(error);
  }
  await close();

  return {
    title: "Lighthouse, for a phone",
    columns: ["page", "runs", ...MARKS],
    rows: Object.keys(PAGES).map((name) => {
      const runs = figures[name] ?? [];
      const middle = (mark: Mark) =>
        runs.length === 0 ? undefined : median(runs.map((run) => run[mark]));
      return {
        cells: [name, String(runs.length), ...MARKS.map((mark) => show(middle(mark)))],
        claims: MARKS.map((mark) => atLeast(mark, middle(mark), LEAST[mark])),
      };
    }),
    notes: [
      `${LIGHTHOUSE}, its mobile profile: a slow phone on a slow line, reckoned from what this machine did. The middle of the runs.`,
      ...(whyNot === undefined ? [] : [`Not measured: ${whyNot}`]),
    ],
    figures,
  };
}

async function marksOf(url: string): Promise<Marks> {
  const folder = await mkdtemp(path.join(tmpdir(), "lighthouse-"));
  const output = path.join(folder, "report.json");
  const { executablePath, env } = await findBrowser();
  const { chromium } = await import("@playwright/test");
  const args = ["--yes", LIGHTHOUSE, url, "--quiet", "--output=json", `--output-path=${output}`];
  try {
    await promisify(execFile)("npx", [...args, "--chrome-flags=--headless --no-sandbox"], {
      env: { ...process.env, ...env, CHROME_PATH: executablePath ?? chromium.executablePath() },
    });
    const { categories } = JSON.parse(await readFile(output, "utf8")) as {
      readonly categories: Readonly<Record<Mark, { readonly score: number }>>;
    };
    const marks = MARKS.map((mark) => [mark, Math.round(categories[mark].score * 100)]);
    return Object.fromEntries(marks) as Marks;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
