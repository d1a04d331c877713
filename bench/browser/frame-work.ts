// How long the page's main thread works for each frame, from the browser's own trace of itself.
import type { CDPSession, Page } from "@playwright/test";

type TraceEntry = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  /** CPU time in microseconds. */
  readonly tdur?: number;
};

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline.frame"];

/** Milliseconds of CPU time for each frame that the page began within `ms`. */
export async function frameWork(page: Page, ms: number): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  const entries: TraceEntry[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    entries.push(...(value as unknown as TraceEntry[]));
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES },
  });
  await page.waitForTimeout(ms);
  await tracingEnded(session);
  await session.detach();
  return workByFrame(entriesOfBusiest(entries));
}

async function tracingEnded(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
}

/** The thread that draws most frames is the page's; the frame of its clients draws none. */
function entriesOfBusiest(entries: readonly TraceEntry[]): readonly TraceEntry[] {
  const threads = new Map<string, TraceEntry[]>();
  for (const entry of entries) {
    const key = `${entry.pid} ${entry.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), entry]);
  }
  const framesOf = (own: readonly TraceEntry[]) => own.filter(beginsFrame).length;
  return [...threads.values()].toSorted((a, b) => framesOf(b) - framesOf(a))[0] ?? [];
}

function workByFrame(entries: readonly TraceEntry[]): readonly number[] {
  const begins = entries
    .filter(beginsFrame)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  const work = begins.map(() => 0);
  let frame = -1;
  for (const { ts, tdur = 0 } of entries.filter(isTask).toSorted((a, b) => a.ts - b.ts)) {
    while (frame + 1 < begins.length && (begins[frame + 1] ?? 0) <= ts) frame++;
    if (frame >= 0) work[frame] = (work[frame] ?? 0) + tdur / 1_000;
  }
  // The last frame was cut off by the end of the trace.
  return work.slice(0, -1);
}

const beginsFrame = ({ name }: TraceEntry) => name === "BeginMainThreadFrame";
const isTask = ({ name }: TraceEntry) => name.endsWith("RunTask");
