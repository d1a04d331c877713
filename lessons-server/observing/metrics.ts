// The server in figures, for Prometheus. What runs do is counted from their traces. No label is anybody's own word: a
// learner's id, room or event would make a figure of each, and tell it.
import { readFileSync } from "node:fs";
import type { Duplex } from "node:stream";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { TraceEvent } from "#trace/event.ts";
import type { Happening, Tell } from "../gateway/happening.ts";
import { LIMITS } from "../gateway/limits.ts";
import type { Run } from "../gateway/run.ts";
import type { Runner } from "../gateway/runner-process.ts";

export type Metrics = {
  readonly tell: Tell;
  /** Counts a connection that left HTTP, for as long as it is open. */
  readonly upgraded: (socket: Duplex) => void;
  readonly loopLate: (ms: number) => void;
  readonly follow: (runner: Pick<Runner, "onRestart" | "stuckThreads" | "pid">) => void;
  /** In the format that Prometheus reads. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
};

/** What a program is ended for that does not end by itself. */
const KILLS: ReadonlySet<string> = new Set(["budget", "memory", "runner"]);
const LOADING = 0;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const seconds = (name: string, help: string) =>
    new Histogram({ name, help, buckets: SECONDS, registers: [registry] });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });

  const sandboxes = gauge("sandboxes", "Sandboxes, by whether a program runs in them", ["state"]);
  const created = seconds("create_seconds", "From code in hand to a server that listens");
  const ended = counter("runs_ended_total", "Runs that are over", ["why"]);
  const killed = counter("kills_total", "Programs ended for what they took or did", ["reason"]);
  const delivered = counter(
    "deliveries_total",
    "Socket.IO packets sent to a client, those among them that were dropped",
  );
  const shed = counter("shed_total", "Times that a limit bit", ["limit"]);
  const folded = counter("trace_gap_total", "Events that a full trace has folded into its gap");
  const rejected = counter("auth_reject_total", "Those who were not let in", ["why"]);
  const queued = gauge("queue_depth", "Pages that wait for a sandbox");
  const upgrades = gauge("ws_active", "WebSocket connections, those of pages among them");
  const late = seconds("loop_delay_seconds", "How late the event loop comes to what is due");
  const restarts = counter("runner_restarts_total", "Times that the runner was started again");
  sandboxes.set({ state: "idle" }, 0);
  sandboxes.set({ state: "running" }, 0);

  function countFact(event: TraceEvent): void {
    if (event.kind === "emit") delivered.inc();
    else if (event.kind === "broadcast") delivered.inc(event.to.length);
    else if (event.kind === "limit") shed.inc({ limit: limitLabel(event.what) });
    else if (event.kind === "server.listening" && event.turn === LOADING)
      created.observe(event.at / 1_000);
    else if (event.kind === "fault" && KILLS.has(event.during))
      killed.inc({ reason: event.during });
    else if (event.kind === "run.ended") {
      ended.inc({ why: event.why });
      sandboxes.dec({ state: "running" });
      sandboxes.inc({ state: "idle" });
    }
  }

  function followRun({ recorder }: Run): void {
    sandboxes.inc({ state: "running" });
    sandboxes.dec({ state: "idle" });
    let dropped = 0;
    const count = (events: readonly TraceEvent[]): void => {
      for (const event of events) countFact(event);
      folded.inc(recorder.dropped() - dropped);
      dropped = recorder.dropped();
    };
    recorder.subscribe(count);
    count(recorder.trace());
  }

  function tell(happening: Happening): void {
    switch (happening.is) {
      case "opened":
        return sandboxes.inc({ state: "idle" });
      case "closed":
        return sandboxes.dec({ state: "idle" });
      case "run":
        return followRun(happening.run);
      case "waiting":
        return queued.set(happening.depth);
      case "rejected":
        return rejected.inc({ why: happening.why });
      case "shed":
        return shed.inc({ limit: happening.limit });
      default:
        return happening satisfies never;
    }
  }

  return {
    tell,
    upgraded(socket) {
      upgrades.inc();
      socket.once("close", () => upgrades.dec());
    },
    loopLate: (ms) => late.observe(ms / 1_000),
    follow(runner) {
      runner.onRestart(() => restarts.inc());
      const resident = new Gauge({
        name: "runner_resident_bytes",
        help: "Memory of the process that runs the programs: their machines, and what holds them",
        registers: [registry],
        collect: () => {
          resident.set(residentBytes(runner.pid));
        },
      });
      const stuck = new Counter({
        name: "stuck_threads_total",
        help: "Threads that the watchdog had to end, since fuel did not: never, one hopes",
        registers: [registry],
        collect: () => {
          stuck.reset();
          stuck.inc(runner.stuckThreads());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** 0 where no /proc tells. */
function residentBytes(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

/** What a program says of its own limits is a stranger's word; those of the gateway are known. */
const SAID_BY_PROGRAMS: ReadonlySet<string> = new Set(["option", "generateId"]);
const limitLabel = (what: string): string =>
  Object.hasOwn(LIMITS, what) || SAID_BY_PROGRAMS.has(what) ? what : "other";
