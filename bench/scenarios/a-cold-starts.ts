// Load scenario A: two sandboxes a second are wanted, and each has its first client at once. All of them stay.
import { show } from "../figures.ts";
import type { Host } from "../hosts/host.ts";
import type { Generator } from "../load/generator.ts";
import { createLatencies, type Latency, latencyOf, recordMs } from "../load/latencies.ts";
import { onSchedule } from "../load/schedule.ts";
import { type Process, startProcess } from "../processes.ts";
import { atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";

const PER_SECOND = 2;
const WARM_MS = 50;
const MOST_MS = 400;
const SANDBOX = "sandbox";
const CHILD = "child node server.js";

type Arrived = { readonly ready: Latency; readonly share: number };

export async function measureColdStarts({ isQuick }: Effort): Promise<Report> {
  const counts = isQuick ? { [SANDBOX]: 10, [CHILD]: 4 } : { [SANDBOX]: 50, [CHILD]: 20 };
  const figures: Record<string, Arrived> = {};
  for (const [name, count] of Object.entries(counts)) {
    const host = startProcess<Host>(name === SANDBOX ? "sandbox" : "child");
    await host.call("boot");
    figures[name] = await arrive(host, count);
    await host.close();
  }
  return {
    title: `Load A: ${PER_SECOND} starts a second, each until a client has its first event, in ms`,
    columns: ["variant", "n", "p50", "p99", "max", "generator"],
    rows: Object.entries(figures).map(([name, { ready, share }]) => ({
      cells: [
        name,
        String(ready.count),
        ...[ready.p50, ready.p99, ready.max].map(show),
        `${show(share * 100)} %`,
      ],
      claims:
        name === SANDBOX
          ? [atMost("p50", ready.p50, WARM_MS), atMost("p99", ready.p99, MOST_MS)]
          : [],
    })),
    notes: [
      "From when a start was due until a socket.io-client, over WebSocket, has the event that greets it. None is stopped meanwhile.",
      "A pool of ready machines serves the starts; the first one meets a server that has run nothing yet.",
    ],
    figures,
  };
}

async function arrive(host: Process<Host>, count: number): Promise<Arrived> {
  const load = startProcess<Generator>("load");
  const ready = createLatencies();
  const before = await load.call("read");
  const starts: Promise<void>[] = [];
  await onSchedule({ perSecond: PER_SECOND, count }, (_, due) => {
    const start = async () => {
      await load.call("greet", await host.call("start"));
      recordMs(ready, performance.now() - due);
    };
    starts.push(start());
  });
  await Promise.all(starts);
  const after = await load.call("read");
  await load.close();
  return { ready: latencyOf(ready), share: (after.cpu - before.cpu) / (after.at - before.at) };
}
