// Which reports of a run's clients have been heard. A page whose connection broke says again what it got no answer for,
// and nothing may count twice, or be missing without a word.
import type { Report } from "#protocol/client.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { Limits } from "./limits.ts";
import { createRate } from "./rate.ts";

type Reported = { readonly client: string; readonly report: Report };

export type HeardReports = {
  /** How many there have been: the number of the next. */
  readonly count: () => number;
  /**
   * Those of these, the first of which has the number `after`, that are new; with them why some are left out, when there
   * are more than may be.
   */
  readonly take: (
    after: number,
    reports: readonly Reported[],
  ) => { readonly fresh: readonly Reported[]; readonly tooMany?: string };
};

export function createHeardReports(around: {
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly clock: () => number;
}): HeardReports {
  const { limits, note } = around;
  const rate = createRate(limits.reportsPerSecond, limits.reportsAtOnce, around.clock);
  // An answer that somebody waits for: it becomes no fact, so it costs nothing.
  const mayCount = ({ report }: Reported): boolean => report.report === "counts" || rate.take();
  let heard = 0;
  return {
    count: () => heard,
    take(after, reports) {
      const news = reports.slice(Math.max(0, heard - after));
      if (after > heard) note("reportsPerSecond");
      heard = Math.max(heard, after + reports.length);
      const fresh = news.filter(mayCount);
      if (fresh.length === news.length) return { fresh };
      return { fresh, tooMany: note("reportsPerSecond") };
    },
  };
}
