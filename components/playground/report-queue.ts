// What clients report, on its way to the gateway: in order, a few milliseconds' worth in one message.
import type { Report } from "#protocol/client.ts";

type Reports = { readonly client: string; readonly report: Report }[];

export type ReportQueue = {
  readonly add: (run: string, client: string, report: Report) => void;
  readonly flush: () => void;
};

const GATHER_MS = 4;
/** What one message may carry; the protocol's own bound is higher. */
const MOST = 500;

export function createReportQueue(send: (run: string, reports: Reports) => void): ReportQueue {
  let run = "";
  let reports: Reports = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (reports.length === 0) return;
    const batch = reports;
    reports = [];
    send(run, batch);
  };
  return {
    flush,
    add(of, client, report) {
      if (of !== run) flush();
      run = of;
      reports.push({ client, report });
      // A settle waits for its counts, and what came before them is then complete.
      if (report.report === "counts" || reports.length >= MOST) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
  };
}
