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
import { type Pulse, watchPulse } from "./pulse.ts";

export type ClientOpening = Partial<Opening> &
  Pick<Opening, "name" | "url"> & {
    /** The bundled `clients/node-worker.ts`. */
    readonly worker: URL;
    /** Every report that becomes a fact: `client`, `handled`, `log`, `fault`. */
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
  let round = 0;
  let why: string | undefined;
  let pulse: Pulse | undefined;

  const order = (given: Order): void => {
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
          lost: () => end(silentFor(patience)),
        });
        return;
      case "alive":
        pulse?.beat();
        return;
      case "done":
        return outcomes.meet(report.act, report.outcome);
      case "counts":
        return counted.meet(report.round, report.counts);
      case "client":
        namespaces.add(report.nsp);
        return onReport(report);
      case "handled":
      case "log":
      case "fault":
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
      resolve(reason);
    });
  });

  order({ order: "open", opening: opening as Opening });
  return {
    name: opening.name,
    order,
    gone,
    done: outcomes.wait,
    counts() {
      round += 1;
      order({ order: "count", round });
      return counted.wait(round);
    },
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

type Expectations<T> = {
  readonly wait: (id: number) => Promise<T>;
  readonly meet: (id: number, value: T) => void;
  /** Answers all that are waiting, and all that will, with this. */
  readonly fulfil: (value: T) => void;
};

function expectations<T>(): Expectations<T> {
  const waiting = new Map<number, (value: T) => void>();
  const early = new Map<number, T>();
  let final: { readonly value: T } | undefined;
  return {
    wait(id) {
      const value = early.get(id);
      if (value !== undefined) {
        early.delete(id);
        return Promise.resolve(value);
      }
      if (final) return Promise.resolve(final.value);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    meet(id, value) {
      const resolve = waiting.get(id);
      waiting.delete(id);
      if (resolve) resolve(value);
      else early.set(id, value);
    },
    fulfil(value) {
      final = { value };
      for (const resolve of waiting.values()) resolve(value);
      waiting.clear();
    },
  };
}
