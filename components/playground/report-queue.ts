// What the clients of a run report, on its way to the gateway: in order, a few milliseconds' worth in one message, and
// kept until the gateway has answered for it. While there is no connection they wait; what was lost with it is said again.
import type { Report } from "#protocol/client.ts";

export type ReportBatch = {
  readonly run: string;
  /** How many of the run's reports came before these. */
  readonly after: number;
  readonly reports: { client: string; report: Report }[];
};

export type ReportQueue = {
  /** Forgets everything: from now on this run is reported, of which the gateway has heard so many reports. */
  readonly begin: (run: string, heard: number) => void;
  /** What clients of another run still have to say belongs nowhere. */
  readonly add: (run: string, client: string, report: Report) => void;
  readonly flush: () => void;
  /** The connection is gone: nothing is sent before `resume`. */
  readonly pause: () => void;
  /** There is one again, and the gateway has heard so many reports of this run. */
  readonly resume: (heard: number) => void;
};

type Kept = ReportBatch["reports"][number] & { readonly size: number };

const GATHER_MS = 4;
/** What one message may carry, in reports and in characters; the protocol's own bounds are higher. */
const MOST = 500;
const MOST_SIZE = 50_000;
/** What is kept without an answer. Beyond it the oldest go, and the gateway says that they are missing. */
const KEPT = 4_000;
const KEPT_SIZE = 2_000_000;

/** @param send resolves with whether the gateway answered, whatever it answered. */
export function createReportQueue(send: (batch: ReportBatch) => Promise<boolean>): ReportQueue {
  let run = "";
  /** Those without an answer. The first of them has the number `first`, the first that was not sent yet `next`. */
  let kept: Kept[] = [];
  let keptSize = 0;
  let first = 0;
  let next = 0;
  let isPaused = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const forgetBefore = (number: number) => {
    for (const { size } of kept.splice(0, Math.max(0, number - first))) keptSize -= size;
    first = Math.max(first, number);
    next = Math.max(next, first);
  };

  const takeBatch = (): ReportBatch => {
    const after = next;
    const reports: ReportBatch["reports"] = [];
    let size = 0;
    for (const { client, report, size: own } of kept.slice(next - first)) {
      if (reports.length === MOST || (size > 0 && size + own > MOST_SIZE)) break;
      reports.push({ client, report });
      size += own;
    }
    next += reports.length;
    return { run, after, reports };
  };

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (isPaused) return;
    while (next < first + kept.length) {
      const batch = takeBatch();
      void send(batch).then((isAnswered) => {
        if (isAnswered && batch.run === run) forgetBefore(batch.after + batch.reports.length);
      });
    }
  };

  return {
    flush,
    begin(of, heard) {
      [run, kept, keptSize, first, next] = [of, [], 0, heard, heard];
    },
    add(of, client, report) {
      if (of !== run) return;
      const size = JSON.stringify(report).length;
      kept.push({ client, report, size });
      keptSize += size;
      if (kept.length > KEPT || keptSize > KEPT_SIZE)
        forgetBefore(first + Math.ceil(kept.length / 4));
      // A settle waits for its counts, and what came before them is then complete.
      if (report.report === "counts" || first + kept.length - next >= MOST) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    pause() {
      isPaused = true;
    },
    resume(heard) {
      isPaused = false;
      forgetBefore(heard);
      next = first;
      flush();
    },
  };
}
