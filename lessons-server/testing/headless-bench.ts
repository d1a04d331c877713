// A bench for checks, and a stage for golden traces: a real runner, a real gateway sandbox on a port of its own, and
// headless clients that reach it as a page's would. For tests and our own content only: clients run in this process.
import type { Bench, BenchClient, Started } from "#checks/run-check.ts";
import { bundledWorker } from "#clients/bundled-worker.ts";
import { type HeadlessClient, openClient } from "#clients/node-host.ts";
import type { Program } from "#protocol/program.ts";
import { clientAddress, openingOf, type SceneClient } from "#protocol/scene.ts";
import type { Trace } from "#trace/event.ts";
import type { Limits } from "../gateway/limits.ts";
import { disturbIn } from "../gateway/disturb-in.ts";
import type { Run } from "../gateway/run.ts";
import { openSandbox } from "../gateway/sandbox.ts";
import { mountSandbox, newSandboxId } from "./mounted-sandbox.ts";
import { sharedRunner } from "./shared-runner.ts";

export type HeadlessBench = Bench & {
  /** The id in the sandbox's address, which no fact may hold. */
  readonly id: string;
  /** Ends every TCP connection of a client without a word. */
  readonly cut: (client: string) => void;
};

type Settings = {
  readonly limits?: Partial<Limits>;
  /** Milliseconds, as in `Run.settle`, and for how long a program may take before it listens. */
  readonly patience?: { readonly horizon?: number; readonly deadline?: number };
};

/** Clients run our own content: one that is silent for a second is on a busy machine, not in an endless loop. */
const WORKER_PATIENCE_MS = 20_000;
/** How long a program may load and still not listen. */
const LISTENING_MS = 10_000;

/** A bench with a sandbox of its own. Whoever asks for it closes it; `runCheck` does. */
export async function openHeadlessBench(settings: Settings = {}): Promise<HeadlessBench> {
  const { limits, patience } = settings;
  const id = newSandboxId();
  const sandbox = openSandbox({ runner: await sharedRunner(), id, ...(limits && { limits }) });
  const mounted = await mountSandbox(sandbox, id);
  const clients = new Map<string, HeadlessClient>();
  let run: Run | undefined;
  let port: number | undefined;

  const current = (): Run => {
    if (!run) throw new Error("nothing runs on this bench yet");
    return run;
  };
  const trace = (): Trace => run?.recorder.trace() ?? [];

  function until(holds: (trace: Trace) => boolean, ms: number): Promise<boolean> {
    const { recorder } = current();
    if (holds(trace())) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (held: boolean) => {
        stop();
        clearTimeout(late);
        resolve(held);
      };
      const stop = recorder.subscribe(() => void (holds(trace()) && end(true)));
      const late = setTimeout(end, ms, false);
    });
  }

  async function start(given: Program): Promise<Started> {
    run = await sandbox.run(given);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(resolve, LISTENING_MS, "late");
    });
    const listening = await Promise.race([run.listening, late]);
    clearTimeout(timer);
    if (listening === "late") return { ok: false, why: "it listens on no port" };
    port = listening;
    return port === undefined ? { ok: false, why: await failure(run) } : { ok: true };
  }

  async function enter(client: SceneClient): Promise<BenchClient> {
    const { name } = client;
    const its = current();
    const opened = openClient({
      ...openingOf(client, {
        url: clientAddress(mounted.url, client),
        ...(port !== undefined && { server: `http://localhost:${port}` }),
        ...(await codeOf(client, its)),
      }),
      worker: await bundledWorker(),
      onReport: (report) => its.report(name, report),
      patience: WORKER_PATIENCE_MS,
    });
    clients.set(name, opened);
    await opened.arrived;
    return {
      perform(deed) {
        const act = its.act(name, deed);
        opened.order({ order: "do", act, deed });
        return opened.done(act);
      },
    };
  }

  return {
    id,
    cut: mounted.cut,
    run: start,
    openClient: enter,
    disturb: async (asked) => {
      const whyNot = disturbIn(current(), asked);
      if (whyNot !== undefined) throw new Error(whyNot);
      if ("client" in asked && asked.disturbance?.is === "freeze")
        clients.get(asked.client)?.order({ order: "freeze", ms: asked.disturbance.ms });
    },
    settle: () =>
      current().settle(new Map([...clients].map(([name, { counts }]) => [name, counts])), patience),
    until,
    trace,
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
      sandbox.close();
      await mounted.close();
    },
  };
}

/** The code of a client whose scene names a file for it: one of the program's own. */
async function codeOf({ name, file }: SceneClient, run: Run) {
  if (file === undefined) return {};
  const code = await run.clientCode(file);
  if (code === undefined)
    throw new Error(`${name} runs ${file}, which the program does not have, or it has ended`);
  return { code };
}

/** Why a program that has ended never listened. */
async function failure(run: Run): Promise<string> {
  const { why } = await run.ended;
  const fault = run.recorder.trace().find((event) => event.kind === "fault");
  if (fault === undefined) return `it ended (${why}) before it listened on a port`;
  const { where } = fault;
  const place = where ? ` (${where.file}, line ${where.line})` : "";
  return `${fault.name}: ${fault.message}${place}`;
}
