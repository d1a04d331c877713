// Rows of the throughput tables: rate, ratio to the bare server of the same round, CPU for each message and where it went.
import { median, ratios, show, showSpread } from "./figures.ts";
import type { Row } from "./report.ts";
import type { Sample, Samples } from "./traffic-rounds.ts";

const CEILING = "bare in-process";

/** Median ratio of a variant's rate to the ceiling's, round by round. */
export function ratioToBare(samples: Samples, variant: string): number {
  return median(ratios(rates(samples[variant]), rates(samples[CEILING])));
}

export const trafficColumns = (message: string): string[] => [
  "variant",
  `${message}/s (p10..p90)`,
  "× bare (p10..p90)",
  "µs CPU each",
  "of which",
];

export function trafficRow(samples: Samples, variant: string): Row {
  const own = samples[variant] ?? [];
  const costs = serverCosts(own);
  const total = Object.values(costs).reduce(sum, 0);
  return {
    cells: [
      variant,
      showSpread(rates(own)),
      showSpread(ratios(rates(own), rates(samples[CEILING]))),
      show(total),
      Object.entries(costs)
        .map(([process, each]) => `${process} ${show(each)}`)
        .join(", "),
    ],
  };
}

/** For `--profile`: one line on where a message's time goes, the generator's part included. */
export function profileLine(samples: Samples, variant: string): string {
  const own = samples[variant] ?? [];
  const generator = median(own.flatMap(({ cpu }) => cpu.generator ?? []));
  const costs = Object.entries({ ...serverCosts(own), generator });
  const parts = costs.map(([process, each]) => `${process} ${show(each)} µs`);
  const turns = own.flatMap((sample) => sample.turns ?? []);
  if (turns.length > 0) {
    const inside = show(median(turns.map(({ microseconds }) => microseconds)));
    const many = show(median(turns.map(({ perMessage }) => perMessage)));
    parts.push(`in ${many} turns ${inside} µs`);
  }
  return `${variant}: CPU for each message: ${parts.join(", ")}`;
}

const rates = (samples: readonly Sample[] = []): number[] =>
  samples.map(({ perSecond }) => perSecond);

function serverCosts(samples: readonly Sample[]): Record<string, number | undefined> {
  const processes = Object.keys(samples[0]?.cpu ?? {}).filter((name) => name !== "generator");
  return Object.fromEntries(
    processes.map((name) => [name, median(samples.flatMap(({ cpu }) => cpu[name] ?? []))]),
  );
}

const sum = (all: number, one: number | undefined): number => all + (one ?? Number.NaN);
