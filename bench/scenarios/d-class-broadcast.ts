// Load scenario D: a class of 300 phones hears ten broadcasts a second.
import type { Host } from "../hosts/host.ts";
import type { SandboxSettings } from "../hosts/sandbox.ts";
import type { Crowd, Speech } from "../load/crowd.ts";
import { type Process, startProcess } from "../processes.ts";
import { atMost, type Claim, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";
import { inTurn } from "../variants.ts";
import {
  atHost,
  generatorNote,
  tell,
  type Told,
  TOLD_COLUMNS,
  toldCells,
  toldOf,
} from "./speeches.ts";

export const PHONES = 300;
export const BROADCASTS = { perSecond: 10, characters: 200 } as const;
/** A class is larger than a sandbox for one; everything else is as it is deployed. */
export const CLASSROOM: SandboxSettings = { holds: PHONES };
const MOST_MS = 100;
const SANDBOX = "sandbox";

export async function measureClassBroadcast({ isQuick }: Effort): Promise<Report> {
  const [rounds, ms] = isQuick ? [1, 2_000] : [3, 5_000];
  const hosts: Record<string, Process<Host>> = {
    [SANDBOX]: startProcess<Host>("sandbox", CLASSROOM),
    "child node server.js": startProcess<Host>("child"),
  };
  const crowd = startProcess<Crowd>("crowd");
  const heard: Record<string, Awaited<ReturnType<typeof tell>>[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, host] of inTurn(Object.entries(hosts), round)) {
      const speech: Speech = { ...BROADCASTS, ms, into: name };
      const work = () => tell(crowd, { how: "broadcast", speech });
      (heard[name] ??= []).push(await atHost(crowd, { host, clients: PHONES, joins: true }, work));
    }
  }
  const told: Record<string, Told> = {};
  for (const name of Object.keys(hosts)) told[name] = await toldOf(crowd, name, heard[name] ?? []);
  await Promise.all([crowd, ...Object.values(hosts)].map(({ close }) => close()));

  return {
    title: `Load D: ${PHONES} clients hear ${BROADCASTS.perSecond} broadcasts a second, in ms`,
    columns: TOLD_COLUMNS,
    rows: Object.entries(told).map(([name, one]) => ({
      cells: toldCells(name, one),
      claims: name === SANDBOX ? wholeAndWithin(one, MOST_MS) : [],
    })),
    notes: [
      `${rounds} rounds of ${ms / 1_000} s, ${BROADCASTS.characters} characters each. From when a message was due until each client had it.`,
      generatorNote(Object.values(told)),
    ],
    figures: { told, heard },
  };
}

/** In time, each once, in order. */
export function wholeAndWithin({ latency, lost, outOfOrder }: Told, mostMs: number): Claim[] {
  const known = (value: number) => (latency.count > 0 ? value : undefined);
  return [
    atMost("p99", known(latency.p99), mostMs),
    atMost("lost", known(lost), 0),
    atMost("out of order", known(outOfOrder), 0),
  ];
}
