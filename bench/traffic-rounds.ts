// Sends the same traffic to every variant in turn, round after round, and reads what each round brought and cost.
import { setTimeout as sleep } from "node:timers/promises";
import type { Usage } from "./hosts/host.ts";
import type { Generator, TrafficKind } from "./load/generator.ts";
import { type Process, startProcess } from "./processes.ts";
import { type HostProcess, type Variants, inTurn } from "./variants.ts";

export type Sample = {
  readonly perSecond: number;
  /** CPU time for each message, in microseconds, by process; the generator's is `generator`. */
  readonly cpu: Readonly<Record<string, number | undefined>>;
  /** Milliseconds in the program's turns for each message, and turns, when the host follows them. */
  readonly turns?: { readonly perMessage: number; readonly microseconds: number };
};
export type Samples = Readonly<Record<string, readonly Sample[]>>;
export type Rounds = { readonly count: number; readonly warmUpMs: number; readonly ms: number };

/** For a full and for a quick run. */
export const roundsFor = (isQuick: boolean): Rounds =>
  isQuick ? { count: 3, warmUpMs: 300, ms: 700 } : { count: 9, warmUpMs: 600, ms: 1_500 };

export async function runRounds(
  variants: Variants,
  traffic: TrafficKind,
  { count, warmUpMs, ms }: Rounds,
): Promise<Samples> {
  const load = startProcess<Generator>("load");
  const samples: Record<string, Sample[]> = {};
  // Round 0 only warms all of them up.
  for (let round = 0; round <= count; round++) {
    for (const [name, host] of inTurn(Object.entries(variants), round)) {
      const place = await host.call("start");
      await load.call("begin", { place, traffic });
      await sleep(warmUpMs);
      const sample = await measure(load, host, ms);
      await load.call("end");
      await host.call("stop", place.program);
      if (round > 0) (samples[name] ??= []).push(sample);
    }
  }
  await load.close();
  return samples;
}

async function measure(load: Process<Generator>, host: HostProcess, ms: number): Promise<Sample> {
  const read = () => Promise.all([load.call("read"), host.call("usage")]);
  const [before, usedBefore] = await read();
  await sleep(ms);
  const [after, usedAfter] = await read();
  const messages = after.messages - before.messages;
  if (messages === 0) throw new Error("no message came home while it was measured");
  const each = (spentMs: number): number => (spentMs * 1_000) / messages;
  return {
    perSecond: (messages * 1_000) / (after.at - before.at),
    cpu: {
      ...spent(usedBefore, usedAfter, each),
      generator: each(after.cpu - before.cpu),
    },
    ...turnsOf(usedBefore, usedAfter, messages),
  };
}

function spent(before: Usage, after: Usage, each: (ms: number) => number): Sample["cpu"] {
  return Object.fromEntries(
    Object.entries(after.cpu).map(([process, now]) => {
      const then = before.cpu[process];
      return [process, now === undefined || then === undefined ? undefined : each(now - then)];
    }),
  );
}

function turnsOf(before: Usage, after: Usage, messages: number): Pick<Sample, "turns"> {
  if (!before.turns || !after.turns) return {};
  const ms = after.turns.ms - before.turns.ms;
  const perMessage = (after.turns.count - before.turns.count) / messages;
  return { turns: { perMessage, microseconds: (ms * 1_000) / messages } };
}
