// Load scenario B: hundreds of sandboxes that idle, each with three clients. What they hold, and whether the gateway's
// loop notices them.
import { setTimeout as sleep } from "node:timers/promises";
import { show } from "../figures.ts";
import type { Host, Memory, Place } from "../hosts/host.ts";
import type { SandboxHost } from "../hosts/sandbox.ts";
import type { Crowd } from "../load/crowd.ts";
import { startProcess } from "../processes.ts";
import { atMost, type Report, type Row } from "../report.ts";
import type { Effort } from "../settings.ts";

const CLIENTS_EACH = 3;
const MOST_MB_EACH = 40;
const MOST_MB = 16_384;
const MOST_LATE_MS = 25;
const WARM_UPS = 5;
/** For what opening them has left behind to go. */
const SETTLE_MS = 2_000;

export async function measureDensity({ isQuick }: Effort): Promise<Report> {
  const [count, idleMs] = isQuick ? [40, 3_000] : [400, 10_000];
  const child = await measureChild();
  const crowd = startProcess<Crowd>("crowd");
  const host = startProcess<SandboxHost>("sandbox", { holds: CLIENTS_EACH });
  for (let warm = 0; warm < WARM_UPS; warm++) {
    await host.call("stop", (await host.call("start")).program);
  }
  const base = total(await host.call("memory"));
  const places: Place[] = [];
  while (places.length < count) places.push(await host.call("start"));
  await crowd.call("gather", { places, clients: CLIENTS_EACH, joins: false });
  await sleep(SETTLE_MS);
  const memory = await host.call("memory");
  await host.call("loopDelay");
  const before = await host.call("usage");
  await sleep(idleMs);
  const late = await host.call("loopDelay");
  const after = await host.call("usage");
  await crowd.call("leave");
  await crowd.close();
  await host.close();

  const whole = total(memory);
  const each = whole === undefined || base === undefined ? undefined : (whole - base) / count;
  const share = (["gateway", "runner"] as const).map((name) => {
    const spent = (after.cpu[name] ?? Number.NaN) - (before.cpu[name] ?? Number.NaN);
    return `${name} ${show((100 * spent) / idleMs)} %`;
  });
  const row: Row = {
    cells: ["sandbox", String(count), show(each), show(whole), show(late)],
    claims: [
      atMost("MB each", each, MOST_MB_EACH),
      atMost("MB", whole, MOST_MB),
      atMost("loop p99", late, MOST_LATE_MS),
    ],
  };
  const childRow: Row = { cells: ["child node server.js", "1", show(child), show(child), "–"] };
  return {
    title: `Load B: sandboxes that idle with ${CLIENTS_EACH} clients each`,
    columns: ["variant", "at", "MB each, all in", "MB", "loop p99, ms"],
    rows: [row, childRow],
    notes: [
      "All in: what gateway and runner have grown by, traces and connections included. MB: both processes whole.",
      `Loop: how long the gateway's took to come round, asked to each millisecond, over ${idleMs / 1_000} s. CPU meanwhile, of a core: ${share.join(", ")}.`,
    ],
    figures: { count, base, memory, eachMb: each, loopP99Ms: late, childMb: child },
  };
}

const total = (memory: Memory): number | undefined => {
  const all = Object.values(memory).map(({ rss }) => rss ?? Number.NaN);
  const mb = all.reduce((sum, one) => sum + one, 0);
  return Number.isNaN(mb) ? undefined : mb;
};

async function measureChild(): Promise<number | undefined> {
  const [crowd, host] = [startProcess<Crowd>("crowd"), startProcess<Host>("child")];
  const place = await host.call("start");
  await crowd.call("gather", { places: [place], clients: CLIENTS_EACH, joins: false });
  await sleep(SETTLE_MS);
  const memory = await host.call("memory");
  await crowd.close();
  await host.close();
  return total(memory);
}
