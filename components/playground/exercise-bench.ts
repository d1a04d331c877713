// A bench for checks in the page: a second sandbox with clients of its own in a second frame, which lives as long as
// the check. The learner's own sandbox is not touched.
import type { Bench, Started } from "#checks/run-check.ts";
import type { Outcome } from "#protocol/client.ts";
import type { Program } from "#protocol/program.ts";
import type { Trace } from "#trace/event.ts";
import { type LiveSandbox, openLiveSandbox } from "./live-sandbox.ts";
import { ownedOnce } from "./owned-sandbox.ts";
import { failureIn, hasEnded, isListening, until } from "./run-progress.ts";
import { createStore, type Store } from "./store.ts";

const LISTENING_MS = 10_000;
const DEED_MS = 20_000;
const OPENING_MS = 15_000;
const ARRIVING_MS = 2_000;

/** `trace` is to be looked at: it ends where the bench is closed. */
export type ExerciseBench = {
  readonly bench: Bench;
  readonly trace: Pick<Store<Trace>, "get" | "subscribe">;
};

/** Rejects, in words for the learner, when the gateway lends no sandbox. */
export async function openExerciseBench(): Promise<ExerciseBench> {
  const outcomes = new Map<number, (outcome: Outcome) => void>();
  const early = new Map<number, Outcome>();
  const sandbox: LiveSandbox = openLiveSandbox({
    owned: ownedOnce(),
    say: () => {},
    onOpened: () => {},
    onBegun: () => {},
    onReport(_client, report) {
      if (report.report !== "done") return;
      const resolve = outcomes.get(report.act);
      if (resolve) resolve(report.outcome);
      else early.set(report.act, report.outcome);
    },
  });
  await opened(sandbox);
  const trace = createStore<Trace>([]);
  const stopFollowing = sandbox.log.drawn.subscribe(() => trace.set(sandbox.log.drawn.get()));

  async function run(given: Program): Promise<Started> {
    const answer = await sandbox.run(() => given);
    if (!answer.ok) return { ok: false, why: answer.text };
    await until(sandbox.log, (trace) => isListening(trace) || hasEnded(trace), LISTENING_MS);
    const trace = sandbox.log.all();
    return isListening(trace) ? { ok: true } : { ok: false, why: failureIn(trace) };
  }

  const outcomeOf = (act: number): Promise<Outcome> => {
    const known = early.get(act);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      outcomes.set(act, resolve);
      const silent: Outcome = { outcome: "failed", message: "the client did not answer" };
      setTimeout(() => resolve(silent), DEED_MS);
    });
  };

  const bench: Bench = {
    run,
    async openClient(client) {
      await sandbox.enter(client);
      return {
        async perform(deed) {
          const answer = await sandbox.act(client.name, deed);
          if (!answer.ok) return { outcome: "failed", message: answer.text };
          return outcomeOf(answer.act);
        },
      };
    },
    async disturb(asked) {
      const answer = await sandbox.disturb(asked);
      if (!answer.ok) throw new Error(answer.text);
    },
    async settle() {
      const before = settlings(sandbox.log.all());
      const answer = await sandbox.settle();
      if (!answer.ok) throw new Error(answer.text);
      // The answer may overtake the fact and what came before it, which are on their way in a batch.
      await until(sandbox.log, (trace) => settlings(trace) > before, ARRIVING_MS);
      return answer.settled;
    },
    until: (holds, ms) => until(sandbox.log, holds, ms),
    trace: () => sandbox.log.all(),
    async close() {
      stopFollowing();
      trace.set(sandbox.log.all().slice());
      await sandbox.stop();
      sandbox.close();
    },
  };
  return { bench, trace };
}

const settlings = (trace: Trace): number => trace.filter(({ kind }) => kind === "settled").length;

function opened({ attachment, close }: LiveSandbox): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const now = attachment.get();
      // Its turn may be yet to come.
      if (now.is === "opening" || now.is === "away") return;
      stop();
      clearTimeout(late);
      if (now.is === "open") resolve();
      else fail("text" in now ? now.text : "");
    };
    const fail = (text: string) => {
      close();
      reject(new Error(text));
    };
    const late = setTimeout(() => {
      stop();
      fail("No sandbox for the check could be had. Try again in a moment.");
    }, OPENING_MS);
    const stop = attachment.subscribe(look);
    look();
  });
}
