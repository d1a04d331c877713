// One client in a browser: its Worker, and the watch over it. An endless loop in its code ends it and nobody else.
import { type Opening, type Order, type Report, readReport } from "#protocol/client.ts";
import { type Pulse, watchPulse } from "./pulse.ts";
import type { Seats } from "./seats.ts";

export type BrowserClient = {
  readonly order: (order: Order) => void;
  /** Has it leave its server as a program does, then ends it. */
  readonly close: () => void;
  /** Ends it without another word. */
  readonly drop: () => void;
};

type Surroundings = {
  readonly opening: Opening;
  /** A worker that has not been told anything yet; whether its script has loaded does not matter. */
  readonly worker: Worker;
  readonly seats: Seats;
  /** Everything it reports that matters outside; the last is that it is `gone`. */
  readonly onReport: (report: Report) => void;
};

/** How long, in milliseconds, a worker may be silent. */
const PATIENCE = 1_000;
/** How long one may take to begin: the first has its script to load. */
const BEGINNING = 15_000;
/** For what a closing client still has to send. */
const LEAVING = 1_000;

/** Starts a client and has it connect. */
export function startClient({ opening, worker, seats, onReport }: Surroundings): BrowserClient {
  const namespaces = new Set(opening.namespaces);
  /** Deeds that have not ended: whoever waits for them is told when the client is gone. */
  const deeds = new Set<number>();
  let why: string | undefined;
  let pulse: Pulse | undefined;
  let frozenUntil = 0;
  let timer = setTimeout(() => end("its worker did not begin"), BEGINNING);

  const tell = (order: Order): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    if (why === undefined) worker.postMessage(order);
  };
  const silence = (): void => {
    pulse?.stop();
    clearTimeout(timer);
    worker.terminate();
    seats.giveBackAll();
  };
  const fail = (act: number, message: string): void =>
    onReport({ report: "done", act, outcome: { outcome: "failed", message } });

  function end(reason: string): void {
    if (why !== undefined) return;
    why = reason;
    silence();
    for (const act of deeds) fail(act, reason);
    sayGone(reason);
  }
  const sayGone = (reason: string): void => {
    // Also one that never had a connection is gone.
    for (const nsp of namespaces.size > 0 ? namespaces : ["/"])
      onReport({ report: "client", nsp, state: { state: "gone", why: reason }, buffered: 0 });
  };

  function begin(): Pulse {
    clearTimeout(timer);
    return watchPulse({
      patience: PATIENCE,
      ping: () => tell({ order: "ping" }),
      excused: () => frozenUntil,
      lost: () => end(SILENT),
    });
  }

  function hear(report: Report): void {
    pulse ??= begin();
    switch (report.report) {
      case "ready":
        return;
      case "alive":
        return pulse.beat();
      case "seat": {
        const { seat, isWanted } = report;
        if (!isWanted) return seats.giveBack(seat);
        return tell({ order: "seat", seat, isGranted: seats.take(seat) });
      }
      case "done":
        deeds.delete(report.act);
        return onReport(report);
      case "client":
        namespaces.add(report.nsp);
        return onReport(report);
      case "handled":
      case "log":
      case "fault":
      case "thawed":
      case "counts":
        return onReport(report);
      default:
        return report satisfies never;
    }
  }

  worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const report = readReport(data);
    if (report !== undefined && why === undefined) hear(report);
  });
  worker.addEventListener("error", (event) => end(`its worker failed: ${event.message}`));
  // A spare one has said long ago that it is ready: it says it again, before learner code can keep it from doing so.
  tell({ order: "ping" });
  tell({ order: "open", opening });

  return {
    order(order) {
      if (order.order === "freeze") frozenUntil = performance.now() + order.ms;
      if (order.order === "do") {
        if (why !== undefined) return fail(order.act, why);
        deeds.add(order.act);
      }
      // Nobody is to wait for the counts of a client that is gone.
      if (order.order === "count" && why !== undefined) return sayGone(why);
      tell(order);
    },
    close() {
      if (why !== undefined) return;
      tell({ order: "close" });
      clearTimeout(timer);
      timer = setTimeout(() => end("it was closed"), LEAVING);
    },
    drop() {
      why ??= "it was replaced";
      silence();
    },
  };
}

const SILENT = "its code has not come to an end for 1 s (an endless loop?), so it was stopped";
