// Which reports of a run's clients have been heard. A page whose connection broke says again what it got no answer for,
// and nothing may count twice, or be missing without a word.

export type HeardReports = {
  /** How many there have been: the number of the next. */
  readonly count: () => number;
  /** Those of these, the first of which has the number `after`, that are new; `isWhole` if none before them is missing. */
  readonly take: <R>(
    after: number,
    reports: readonly R[],
  ) => { readonly fresh: readonly R[]; readonly isWhole: boolean };
};

export function createHeardReports(): HeardReports {
  let heard = 0;
  return {
    count: () => heard,
    take(after, reports) {
      const fresh = reports.slice(Math.max(0, heard - after));
      const isWhole = after <= heard;
      heard = Math.max(heard, after + reports.length);
      return { fresh, isWhole };
    },
  };
}
