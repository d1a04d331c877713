// Runs clients headless: one Node worker thread for each, so that an endless loop in one freezes nothing.
// For tests and the terminal, with our own content; never in the gateway.
import { Worker } from "node:worker_threads";
import {
  type ClientCounts,
  type Opening,
  type Order,
  type Outcome,
  type Report,
  readReport,
} from "#protocol/client.ts";
import { expectations, waitUntil } from "./expectations.ts";
import { type Pulse, watchPulse } from "./pulse.ts";

export type ClientOpening = Partial<Opening> &
  Pick<Opening, "name" | "url"> & {
    /** The bundled `clients/node-worker.ts`. */
    readonly worker: URL;
    /** Every report that becomes a fact: `client`, `handled`, `log`, `fault`, `thawed`. */
    readonly onReport: (report: Report) => void;
    /** How long, in milliseconds, a worker may be silent before it is ended; 1,000 unless told. */
    readonly patience?: number;
  };

export type HeadlessClient = {
  readonly name: string;
  readonly order: (order: Order) => void;
  /** How the deed with this act id ended; each may be asked for once. A client that is gone has failed at it. */
  readonly done: (act: number) => Promise<Outcome>;
  /** The client's counts as they are when the order reaches it; null once it is gone. */
  readonly counts: () => Promise<ClientCounts | null>;
  /**
   * Resolves when none of its connections is still being made: each is there, refused, waiting to try again, or not to
   * be made before it is told to. Also when the client is gone.
   */
  readonly arrived: Promise<void>;
  /** Leaves the server as a client does, then ends the thread. */
  readonly close: () => Promise<void>;
  /** Settles with the reason, in a sentence, when the worker's thread has ended. */
  readonly gone: Promise<string>;
};

/** Starts a client in a thread of its own and has it connect. */
export function openClient({
  worker: file,
  onReport,
  patience = 1_000,
  ...opening
}: ClientOpening): HeadlessClient {
  const worker = new Worker(file, { env: {}, resourceLimits: { maxOldGenerationSizeMb: 128 } });
  const outcomes = expectations<Outcome>();
  const counted = expectations<ClientCounts | null>();
  const namespaces = new Set(opening.namespaces ?? ["/"]);
  const connecting = new Set<string>();
  const arrival = waitUntil(() => begun && connecting.size === 0);
  let begun = false;
  let round = 0;
  let frozenUntil = 0;
  let why: string | undefined;
  let pulse: Pulse | undefined;

  const order = (given: Order): void => {
    if (given.order === "freeze") frozenUntil = performance.now() + given.ms;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(given);
  };
  const end = (reason: string): void => {
    why ??= reason;
    void worker.terminate();
  };

  worker.on("message", (message: unknown) => {
    const report = readReport(message);
    if (report === undefined || why !== undefined) return;
    switch (report.report) {
      case "ready":
        pulse = watchPulse({
          patience,
          ping: () => order({ order: "ping" }),
          excused: () => frozenUntil,
          lost: () => end(silentFor(patience)),
        });
        return;
      case "alive":
        pulse?.beat();
        return;
      case "done":
        return outcomes.meet(report.act, report.outcome);
      case "counts":
        // The first is asked for right behind `open`: whatever was to be connected at once has said so by now.
        begun = true;
        arrival.look();
        return counted.meet(report.round, report.counts);
      case "client":
        namespaces.add(report.nsp);
        if (report.state.state === "connecting") connecting.add(report.nsp);
        else connecting.delete(report.nsp);
        onReport(report);
        return arrival.look();
      case "seat":
        // Only a browser is short of them, and only its workers ask.
        return;
      case "handled":
      case "log":
      case "fault":
      case "thawed":
        return onReport(report);
      default:
        return report satisfies never;
    }
  });
  worker.on("error", (error) => end(`its worker failed: ${error.message}`));

  const gone = new Promise<string>((resolve) => {
    worker.once("exit", () => {
      pulse?.stop();
      const reason = why ?? "it was closed";
      why = reason;
      for (const nsp of namespaces) {
        onReport({ report: "client", nsp, state: { state: "gone", why: reason }, buffered: 0 });
      }
      outcomes.fulfil({ outcome: "failed", message: reason });
      counted.fulfil(null);
      arrival.done();
      resolve(reason);
    });
  });

  const counts = (): Promise<ClientCounts | null> => {
    round += 1;
    order({ order: "count", round });
    return counted.wait(round);
  };

  order({ order: "open", opening: opening as Opening });
  void counts();
  return {
    name: opening.name,
    order,
    gone,
    arrived: arrival.reached,
    done: outcomes.wait,
    counts,
    async close() {
      order({ order: "close" });
      const deadline = setTimeout(() => end("it did not close in time"), patience);
      await gone;
      clearTimeout(deadline);
    },
  };
}

function silentFor(patience: number): string {
  return `its code has not come to an end for ${patience / 1_000} s (an endless loop?), so it was stopped`;
}
