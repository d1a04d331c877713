// Load scenario G: the class of scenario D while eight hostile programs run again and again in sandboxes beside it.
import { quantile, show } from "../figures.ts";
import type { ChildHost } from "../hosts/child.ts";
import type { SandboxHost } from "../hosts/sandbox.ts";
import { ONLY_SLOWED, type Tormented } from "../hosts/torment.ts";
import type { Crowd, Speech } from "../load/crowd.ts";
import { type Process, startProcess } from "../processes.ts";
import { atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";
import { BROADCASTS, CLASSROOM, PHONES, wholeAndWithin } from "./d-class-broadcast.ts";
import { atHost, generatorNote, tell, TOLD_COLUMNS, toldCells, toldOf } from "./speeches.ts";

const MOST_MS = 150;
const KILLED_WITHIN_MS = 1_000;
const SANDBOX = "sandbox, 8 hostile sandboxes";
const CHILD = "child node server.js, 8 that spin";

export async function measureNoisyNeighbours({ isQuick }: Effort): Promise<Report> {
  const ms = isQuick ? 2_000 : 10_000;
  const crowd = startProcess<Crowd>("crowd");
  const sandbox = startProcess<SandboxHost>("sandbox", CLASSROOM);
  const inSandbox = await speakAmidst(crowd, sandbox, { ...BROADCASTS, ms, into: SANDBOX });
  const stuck = await sandbox.call("stuckThreads");
  await sandbox.close();
  const child = startProcess<ChildHost>("child");
  const inChild = await speakAmidst(crowd, child, { ...BROADCASTS, ms, into: CHILD });
  await child.close();
  const told = {
    [SANDBOX]: await toldOf(crowd, SANDBOX, [inSandbox.heard]),
    [CHILD]: await toldOf(crowd, CHILD, [inChild.heard]),
  };
  await crowd.close();

  const tormented = inSandbox.calmed as Tormented;
  const kills = Object.values(tormented).flatMap(({ endedAfter }) => endedAfter);
  const alive = Object.entries(tormented).flatMap(([name, { aliveFor }]) =>
    aliveFor === null || name === ONLY_SLOWED ? [] : aliveFor,
  );
  const longest = Math.max(...kills, ...alive);
  return {
    title: `Load G: ${PHONES} clients hear ${BROADCASTS.perSecond} broadcasts a second beside hostile programs, in ms`,
    columns: TOLD_COLUMNS,
    rows: Object.entries(told).map(([name, one]) => ({
      cells: toldCells(name, one),
      claims:
        name === SANDBOX
          ? [
              ...wholeAndWithin(one, MOST_MS),
              atMost("longest kill", longest, KILLED_WITHIN_MS),
              atMost("stuck threads", stuck, 0),
            ]
          : [],
    })),
    notes: [
      `${ms / 1_000} s. Each hostile program is run again when it was ended, at most twice a second, as a page may.`,
      `Ended ${kills.length} times: p50 ${show(quantile(kills, 0.5))}, longest ${show(longest)} ms from Run to end, or to the end of the measurement. The one that ${ONLY_SLOWED} is only slowed.`,
      "Beside the child: as many processes that do nothing but spin, at a low priority.",
      generatorNote(Object.values(told)),
    ],
    figures: { told, tormented, stuck },
  };
}

async function speakAmidst(
  crowd: Process<Crowd>,
  host: Process<SandboxHost> | Process<ChildHost>,
  speech: Speech,
) {
  const own = host as Process<ChildHost>;
  return atHost(crowd, { host: own, clients: PHONES, joins: true }, async () => {
    await own.call("torment");
    const heard = await tell(crowd, { how: "broadcast", speech });
    return { heard, calmed: (await own.call("calm")) as unknown };
  });
}
