// From the code in hand to a program that listens, and on to a real client's first event.
import { setTimeout as sleep } from "node:timers/promises";
import { median, quantile, show } from "../figures.ts";
import type { Host } from "../hosts/host.ts";
import type { Generator } from "../load/generator.ts";
import { type Process, startProcess } from "../processes.ts";
import { atLeast, atMost, type Claim, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";
import { type HostProcess, inTurn } from "../variants.ts";

type Sample = { readonly listening: number; readonly greeted: number };

const PREWARMED = "sandbox, pre-warmed";
const CHILD = "child node server.js";
const WARM_UPS = 10;
/** A child takes long and varies little: it starts in every so-manieth round only. */
const CHILD_EVERY = 4;
/** For the pool to make the next machine, and the last program to go. */
const PAUSE_MS = 40;

export async function measureColdStart({ isQuick }: Effort): Promise<Report> {
  const rounds = isQuick ? 40 : 120;
  const prewarmed = startProcess<Host>("sandbox");
  // Before anything else starts, since the boot is measured too.
  const boot = await prewarmed.call("boot");
  const hosts: Record<string, HostProcess> = {
    [PREWARMED]: prewarmed,
    "sandbox, pool empty": startProcess<Host>("sandbox", { pool: 0 }),
    [CHILD]: startProcess<Host>("child"),
    "bare in-process": startProcess<Host>("bare"),
  };
  const load = startProcess<Generator>("load");
  const samples: Record<string, Sample[]> = {};
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const [name, host] of inTurn(Object.entries(hosts), round + WARM_UPS)) {
      if (name === CHILD && round % CHILD_EVERY !== 0) continue;
      const sample = await startOnce(host, load);
      if (round >= 0) (samples[name] ??= []).push(sample);
    }
  }
  await Promise.all([load, ...Object.values(hosts)].map(({ close }) => close()));

  const listening = (name: string) => (samples[name] ?? []).map((sample) => sample.listening);
  const greeted = (name: string) => (samples[name] ?? []).map((sample) => sample.greeted);
  const timesFaster = median(listening(CHILD)) / median(listening(PREWARMED));
  return {
    title: "Cold start, in ms",
    columns: ["variant", "n", "listening p50", "p90", "p99", "first event p50", "p90", "p99"],
    rows: Object.keys(hosts).map((name) => {
      const quantiles = (values: number[]) =>
        [0.5, 0.9, 0.99].map((at) => show(quantile(values, at)));
      return {
        cells: [
          name,
          String(samples[name]?.length ?? 0),
          ...quantiles(listening(name)),
          ...quantiles(greeted(name)),
        ],
        claims: name === PREWARMED ? budget(listening(name), timesFaster) : [],
      };
    }),
    notes: [
      "First event: from the code in hand until a socket.io-client in another process, over WebSocket, has its first event.",
      `The runner was up and had run ${WARM_UPS} programs before; it boots in ${show(boot)} ms (3 threads).`,
      `Pre-warmed, listening: ${show(timesFaster)} times faster than the child.`,
    ],
    figures: { boot, samples },
  };
}

async function startOnce(host: HostProcess, load: Process<Generator>): Promise<Sample> {
  const started = await host.call("start");
  const greeting = await load.call("greet", started);
  await host.call("stop", started.program);
  await sleep(PAUSE_MS);
  return { listening: started.ms, greeted: started.ms + greeting };
}

function budget(listening: number[], timesFaster: number): Claim[] {
  return [
    atMost("p50", median(listening), 8),
    atMost("p99", quantile(listening, 0.99), 60),
    atLeast("child ÷ this", timesFaster, 10),
  ];
}
