// The counting barrier (DESIGN §2.5): asks everybody what they have sent and received until it agrees twice in a row.
// Never sleeps for a guess and never touches the wire; what the counts mean is quiet.ts.
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { ClientCounts } from "#protocol/client.ts";
import type { FactOf } from "#trace/event.ts";
import type { SessionCount } from "./network-sessions.ts";
import { type Counts, judgeQuiet, type ProgramCount, standstill, type Verdict } from "./quiet.ts";

export type Settling = {
  readonly sessions: () => readonly SessionCount[];
  /** Requests that the program has and does not answer, by whose they are. */
  readonly held: () => ReadonlyMap<string, number>;
  /** How many inputs the gateway has sent to the program so far. */
  readonly inputsSent: () => number;
  readonly program: () => Promise<ProgramCount>;
  /** The clients that can report, by name; null from one that is gone. */
  readonly clients: ReadonlyMap<string, () => Promise<ClientCounts | null>>;
  /** How far ahead a timer or a reconnection is waited for, in milliseconds; 250 unless told. */
  readonly horizon?: number;
  /** When to give up, in milliseconds; 5,000 unless told. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
};

const quickRounds = 3;
const longestPause = 32;

/**
 * Waits until nothing is in flight and no timer is due soon, and says so as a fact; or, at the deadline, who held it
 * up. Rejects with the signal's reason when that is aborted, and with what `program` or a client rejects with.
 */
export async function settle(settling: Settling): Promise<FactOf<"settled">> {
  const { deadline = 5_000, signal } = settling;
  signal?.throwIfAborted();
  const over = new AbortController();
  const late = pause(deadline, "late" as const, { signal: over.signal });
  const silent = new Set<string>();
  const rounds = run(settling, { silent, signal: over.signal });
  const aborted = () => over.abort(signal?.reason);
  signal?.addEventListener("abort", aborted);
  try {
    const first = await Promise.race([rounds.settled, late]);
    if (first !== "late") return settled(true, first);
    const heldUpBy = [...silent].map((who) => `${who} does not answer`);
    const last = rounds.last();
    return settled(false, {
      heldUpBy: heldUpBy.length > 0 ? heldUpBy : (last?.heldUpBy ?? []),
      notProvenFor: last?.notProvenFor ?? [],
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", aborted);
    over.abort();
    await Promise.allSettled([late]);
  }
}

type Rounds = {
  readonly settled: Promise<Verdict>;
  /** What the latest complete round came to. */
  readonly last: () => Verdict | undefined;
};

function run(
  settling: Settling,
  { silent, signal }: { silent: Set<string>; signal: AbortSignal },
): Rounds {
  let last: Verdict | undefined;
  const turn = async (): Promise<Verdict> => {
    let before: string | undefined;
    for (let round = 1; ; round += 1) {
      const counts = await ask(settling, silent);
      last = judgeQuiet(counts);
      const now = last.quiet ? standstill(counts) : undefined;
      if (now !== undefined && now === before) return last;
      // Both rounds were quiet, but something came and went in between.
      if (before !== undefined && now !== undefined) {
        last = { ...last, quiet: false, heldUpBy: ["packets keep coming and going"] };
      }
      before = now;
      if (last.quiet || round <= quickRounds) await nextTurn(undefined, { signal });
      else await pause(Math.min(longestPause, 2 ** (round - quickRounds)), undefined, { signal });
    }
  };
  return { settled: turn(), last: () => last };
}

// The gateway's own numbers are read last: what they count above the answers is then in flight, never the reverse.
async function ask(settling: Settling, silent: Set<string>): Promise<Counts> {
  const answer = async <T>(who: string, question: () => Promise<T>): Promise<T> => {
    silent.add(who);
    const answered = await question();
    silent.delete(who);
    return answered;
  };
  const [program, ...clients] = await Promise.all([
    answer("the server", settling.program),
    ...[...settling.clients].map(
      async ([name, counts]) => [name, await answer(name, counts)] as const,
    ),
  ]);
  const reporting = clients.flatMap(([name, counts]) => (counts ? [[name, counts] as const] : []));
  return {
    program,
    clients: new Map(reporting),
    sessions: settling.sessions(),
    held: settling.held(),
    inputsSent: settling.inputsSent(),
    horizon: settling.horizon ?? 250,
  };
}

function settled(
  ok: boolean,
  { heldUpBy, notProvenFor }: Pick<Verdict, "heldUpBy" | "notProvenFor">,
): FactOf<"settled"> {
  return { kind: "settled", ok, heldUpBy: [...heldUpBy], notProvenFor: [...notProvenFor] };
}
