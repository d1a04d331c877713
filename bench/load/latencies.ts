// How long things took, in an HDR histogram: as exact for the rare long ones as for the many short ones.
import { type RecordableHistogram, createHistogram } from "node:perf_hooks";

/** In milliseconds. NaN when there are none. */
export type Latency = {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
};

const US_PER_MS = 1_000;
const TEN_MINUTES_US = 600_000_000;

/** In whole microseconds, three digits of each. */
export const createLatencies = (): RecordableHistogram =>
  createHistogram({ lowest: 1, highest: TEN_MINUTES_US, figures: 3 });

export const recordMs = (into: RecordableHistogram, ms: number): void =>
  into.record(Math.min(TEN_MINUTES_US, Math.max(1, Math.round(ms * US_PER_MS))));

export function latencyOf(all: RecordableHistogram): Latency {
  const { count } = all;
  if (count === 0) return { count, p50: Number.NaN, p99: Number.NaN, max: Number.NaN };
  const at = (percentile: number): number => all.percentile(percentile) / US_PER_MS;
  return { count, p50: at(50), p99: at(99), max: all.max / US_PER_MS };
}
