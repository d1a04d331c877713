// Rounds of fixed-schedule speech at several hosts by one crowd, and the rows that tell of them.
import type { Host } from "../hosts/host.ts";
import type { Crowd, Heard, Speech } from "../load/crowd.ts";
import { MOST_SHARE } from "../load/crowd.ts";
import { show } from "../figures.ts";
import type { Latency } from "../load/latencies.ts";
import type { Process } from "../processes.ts";

/** All rounds of a variant that were kept; `share` is the generator's highest, in cores. */
export type Told = {
  readonly latency: Latency;
  readonly lost: number;
  readonly outOfOrder: number;
  readonly share: number;
  /** Rounds in which the generator was too busy, each of which was tried once more. */
  readonly discarded: number;
};
type Speaking = { readonly how: "broadcast" | "ask"; readonly speech: Speech };

/** Two tries; the second counts whatever came of the first, and neither when both measured the generator. */
export async function tell(
  crowd: Process<Crowd>,
  { how, speech }: Speaking,
): Promise<{ readonly heard: Heard | undefined; readonly discarded: number }> {
  for (let discarded = 0; discarded < 2; discarded++) {
    const heard = await crowd.call(how, speech);
    if (heard.isKept) return { heard, discarded };
  }
  return { heard: undefined, discarded: 2 };
}

export async function toldOf(
  crowd: Process<Crowd>,
  into: string,
  rounds: readonly Awaited<ReturnType<typeof tell>>[],
): Promise<Told> {
  const kept = rounds.flatMap(({ heard }) => heard ?? []);
  const sum = (of: (heard: Heard) => number): number =>
    kept.reduce((all, heard) => all + of(heard), 0);
  return {
    latency: await crowd.call("latency", into),
    lost: sum(({ lost }) => lost),
    outOfOrder: sum(({ outOfOrder }) => outOfOrder),
    share: kept.length > 0 ? Math.max(...kept.map(({ share }) => share)) : Number.NaN,
    discarded: rounds.reduce((all, { discarded }) => all + discarded, 0),
  };
}

/** Starts the program, lets the clients come, does what there is to do and lets all of them go. */
export async function atHost<T>(
  crowd: Process<Crowd>,
  { host, clients, joins }: { host: Process<Host>; clients: number; joins: boolean },
  work: () => Promise<T>,
): Promise<T> {
  const place = await host.call("start");
  await crowd.call("gather", { places: [place], clients, joins });
  const done = await work();
  await crowd.call("leave");
  await host.call("stop", place.program);
  return done;
}

export const TOLD_COLUMNS = [
  "variant",
  "heard",
  "p50",
  "p99",
  "max",
  "lost",
  "out of order",
  "generator",
];

export const toldCells = (name: string, { latency, lost, outOfOrder, share }: Told): string[] => [
  name,
  latency.count.toLocaleString("en-GB"),
  ...[latency.p50, latency.p99, latency.max].map(show),
  String(lost),
  String(outOfOrder),
  `${show(share * 100)} %`,
];

export const generatorNote = (told: readonly Told[]): string => {
  const discarded = told.reduce((all, one) => all + one.discarded, 0);
  const rule = `Generator: its own CPU, of one core, in its busiest round. A round above ${MOST_SHARE * 100} % is discarded and tried once more`;
  return `${rule}: ${discarded === 0 ? "none was" : `${discarded} were`}.`;
};
