// Load scenario J: a trace that grows by a thousand facts a second, and three pages that watch it grow.
import { median, show } from "../figures.ts";
import type { SandboxHost } from "../hosts/sandbox.ts";
import type { Crowd, Speech } from "../load/crowd.ts";
import { type Viewed, PROMPT_MS } from "../load/viewers.ts";
import { type Process, startProcess } from "../processes.ts";
import { atLeast, atMost, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";
import { inTurn } from "../variants.ts";
import { atHost, generatorNote, tell, type Told, toldOf } from "./speeches.ts";

const VIEWERS = 3;
const CLIENTS = 10;
/** An emit with an ack makes four facts: a frame, a turn, an emit, a frame. */
const ASKS_PER_SECOND = 250;
const LEAST_PROMPT = 99.9;
const MOST_EXTRA = 10;
const WATCHED = `${VIEWERS} viewers`;
const ALONE = "no viewer";

type Round = {
  readonly told: Awaited<ReturnType<typeof tell>>;
  readonly viewed: Viewed | undefined;
  /** CPU of the gateway, in per cent of a core. */
  readonly gateway: number;
};

export async function measureWatchedTrace({ isQuick }: Effort): Promise<Report> {
  const [count, ms] = isQuick ? [1, 2_000] : [3, 4_000];
  const host = startProcess<SandboxHost>("sandbox", { holds: CLIENTS });
  const crowd = startProcess<Crowd>("crowd");
  const rounds: Record<string, Round[]> = {};
  // Round 0 only warms both up.
  for (let round = 0; round <= count; round++) {
    for (const name of inTurn([WATCHED, ALONE], round)) {
      const into = round === 0 ? "warm-up" : name;
      const speech: Speech = { perSecond: ASKS_PER_SECOND, ms, characters: 0, into };
      const one = await watch(crowd, host, { speech, isWatched: name === WATCHED });
      if (round > 0) (rounds[name] ??= []).push(one);
    }
  }
  const told: Record<string, Told> = {};
  for (const [name, own] of Object.entries(rounds))
    told[name] = await toldOf(
      crowd,
      name,
      own.map((round) => round.told),
    );
  await Promise.all([crowd, host].map(({ close }) => close()));

  const gateway = (name: string) => median((rounds[name] ?? []).map((round) => round.gateway));
  const viewed = (rounds[WATCHED] ?? []).flatMap((round) => round.viewed ?? []);
  const sum = (of: (one: Viewed) => number): number =>
    viewed.reduce((all, one) => all + of(one), 0);
  const worst = Math.max(...viewed.map(({ shown }) => shown.p99));
  const prompt = 100 * Math.min(...viewed.map((one) => one.prompt));
  const missing = sum((one) => one.missing);
  const extra = gateway(WATCHED) - gateway(ALONE);
  const perSecond = sum(({ events }) => events) / VIEWERS / ((count * ms) / 1_000);
  const ackOf = (name: string) => show(told[name]?.latency.p99);
  return {
    title: `Load J: a trace of ${show(perSecond)} facts a second`,
    columns: [
      "variant",
      "shown p99, ms",
      `% within ${PROMPT_MS} ms`,
      "missing",
      "gateway, % of a core",
      "ack p99, ms",
    ],
    rows: [
      {
        cells: [
          WATCHED,
          show(worst),
          show(prompt),
          String(missing),
          show(gateway(WATCHED)),
          ackOf(WATCHED),
        ],
        claims: [
          atLeast(`% within ${PROMPT_MS} ms`, prompt, LEAST_PROMPT),
          atMost("missing", missing, 0),
          atMost("gateway above no viewer", extra, MOST_EXTRA),
        ],
      },
      { cells: [ALONE, "–", "–", "–", show(gateway(ALONE)), ackOf(ALONE)] },
    ],
    notes: [
      `${count} rounds of ${ms / 1_000} s, each way in each; shown: the worst round's. From when a message was due until the fact of its ack was at a viewer.`,
      `Missing: neither shown nor folded into a gap; ${sum(({ inGaps }) => inGaps)} were in gaps.`,
      generatorNote(Object.values(told)),
    ],
    figures: { rounds, told },
  };
}

async function watch(
  crowd: Process<Crowd>,
  host: Process<SandboxHost>,
  { speech, isWatched }: { speech: Speech; isWatched: boolean },
): Promise<Round> {
  return atHost(crowd, { host, clients: CLIENTS, joins: false }, async () => {
    if (isWatched)
      await crowd.call("view", { place: await host.call("viewing"), viewers: VIEWERS });
    const before = await host.call("usage");
    const told = await tell(crowd, { how: "ask", speech });
    const after = await host.call("usage");
    const spent = (after.cpu.gateway ?? Number.NaN) - (before.cpu.gateway ?? Number.NaN);
    const tries = told.heard === undefined ? 2 : told.discarded + 1;
    return {
      told,
      viewed: isWatched ? await crowd.call("viewed") : undefined,
      gateway: (100 * spent) / (speech.ms * tries),
    };
  });
}
