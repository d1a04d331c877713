// Runs a check anywhere: opens the scene's clients, performs the acts in order, waits until all is quiet, and judges.
// It knows no gateway: a bench lends it a sandbox of its own, and whoever has one can be a bench.
import type { Outcome } from "#protocol/client.ts";
import type { Disturbing } from "#protocol/control.ts";
import type { Program } from "#protocol/program.ts";
import { Act, deedOf, type Scene, type SceneClient, type WrittenAct } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Deed, FactOf, Trace } from "#trace/event.ts";
import { type Judgement, judge } from "./judge.ts";
import { list, often, type Verdict } from "./verdict.ts";
import { seenPackets } from "./wire.ts";

export type Check = {
  readonly scene: Scene;
  readonly program: Program;
  readonly acts: readonly WrittenAct[];
  readonly judgements: readonly Judgement[];
};

/** Starting a program, whose failing is the learner's affair and no error of ours. */
export type Started = { readonly ok: true } | { readonly ok: false; readonly why: string };

export type BenchClient = {
  /** Writes the `act` fact, then has the client do it; resolves when it is done. */
  readonly perform: (deed: Deed) => Promise<Outcome>;
};

/** A sandbox of the check's own, with fresh clients. */
export type Bench = {
  /** Resolves when the program listens or has failed. */
  readonly run: (program: Program) => Promise<Started>;
  /** Resolves when each of its connections has been made or refused, or is not to be made yet. */
  readonly openClient: (client: SceneClient) => Promise<BenchClient>;
  /** Has a client or the server suffer something, or the client no more. Rejects when that is refused. */
  readonly disturb: (asked: Disturbing) => Promise<void>;
  /** Appends a `settled` fact and gives it. */
  readonly settle: () => Promise<FactOf<"settled">>;
  /** Resolves with true as soon as `holds`, now or after a later event; with false after `ms` milliseconds. */
  readonly until: (holds: (trace: Trace) => boolean, ms: number) => Promise<boolean>;
  readonly trace: () => Trace;
  readonly close: () => Promise<void>;
};

/** Runs the check and closes the bench. Rejects only if the bench does, or if the check names a client not on stage. */
export async function runCheck(check: Check, bench: Bench): Promise<readonly Verdict[]> {
  try {
    const started = await bench.run(check.program);
    if (!started.ok) return [notStarted(started.why)];
    const clients = new Map<string, BenchClient>();
    // One after the other: who came first is part of what a program sees.
    for (const client of check.scene.clients)
      clients.set(client.name, await bench.openClient(client));
    await bench.settle();
    const missed: Verdict[] = [];
    for (const written of check.acts)
      missed.push(...(await performAct(Act.parse(written), clients, bench)));
    await bench.settle();
    const run = { trace: bench.trace(), clients: [...clients.keys()] };
    return [...missed, ...judge(check.judgements, run)];
  } finally {
    await bench.close();
  }
}

/** Performs one act, and says what it has waited for in vain. */
export async function performAct(
  act: Act,
  clients: ReadonlyMap<string, BenchClient>,
  bench: Bench,
): Promise<readonly Verdict[]> {
  if (act.act === "settle") {
    await bench.settle();
    return [];
  }
  if (act.act === "disturb-server") {
    await bench.disturb({ disturbance: act.disturbance });
    return [];
  }
  const client = clients.get(act.client);
  if (client === undefined) {
    throw new Error(`${act.client} is to act, but on stage are ${list([...clients.keys()])}`);
  }
  if (act.act === "wait-for") return waitFor(act, bench);
  if (act.act === "wait-until") return waitUntil(act, bench);
  if (act.act === "disturb" || act.act === "calm") {
    const disturbance = act.act === "disturb" ? act.disturbance : null;
    await bench.disturb({ client: act.client, disturbance });
  }
  const told = deedOf(act);
  if (told) await client.perform(told.deed);
  return [];
}

async function waitFor(
  act: Extract<Act, { act: "wait-for" }>,
  bench: Bench,
): Promise<readonly Verdict[]> {
  const { client, event, nsp, times, within } = act;
  const count = (trace: Trace) =>
    seenPackets(trace).filter(
      (packet) =>
        packet.client === client &&
        packet.direction === "down" &&
        packet.nsp === nsp &&
        packet.event === event,
    ).length;
  if (await bench.until((trace) => count(trace) >= times, within)) return [];
  const expected = often(times);
  return [
    {
      claim: `${client} receives \`${event}\` ${expected} within ${within} ms`,
      ok: false,
      expected,
      got: often(count(bench.trace())),
    },
  ];
}

async function waitUntil(
  { client, is, nsp, within }: Extract<Act, { act: "wait-until" }>,
  bench: Bench,
): Promise<readonly Verdict[]> {
  const state = (trace: Trace) =>
    checkpointOf(trace).states.find((each) => each.client === client && each.nsp === nsp)?.state
      .state;
  const holds = (trace: Trace) => (state(trace) === "connected") === (is === "connected");
  if (await bench.until(holds, within)) return [];
  const got = state(bench.trace()) ?? "not there";
  return [{ claim: `${client} is ${is} within ${within} ms`, ok: false, expected: is, got }];
}

function notStarted(why: string): Verdict {
  return { claim: "the program starts", ok: false, expected: "it listens", got: why };
}
