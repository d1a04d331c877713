// Samples to figures, and figures to text.

/** Nearest rank: a value that was really measured. NaN when there is none. */
export function quantile(samples: readonly number[], at: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * at) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** Each sample by the other of the same round, so that noise which hit both is gone. */
export const ratios = (samples: readonly number[], by: readonly number[]): number[] =>
  samples.flatMap((sample, round) => {
    const other = by[round];
    return other === undefined ? [] : [sample / other];
  });

/** Three significant digits, thousands set apart; a dash for what was not measured. */
export function show(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1_000) return Math.round(value).toLocaleString("en-GB");
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** The middle of the samples, and how far they lie apart. */
export const showSpread = (samples: readonly number[]): string =>
  `${show(median(samples))} (${show(quantile(samples, 0.1))}..${show(quantile(samples, 0.9))})`;
