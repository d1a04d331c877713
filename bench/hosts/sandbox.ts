// The gateway as it is in the site, without the site: one server, one runner, many sandboxes, everything recorded.
// What limits the clients' rate and number, the program's share and what it sends is lifted unless it is asked for, so that
// the limit is not what is measured.
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { builtRunner } from "#lessons-server/built.ts";
import { parseSandboxAddress } from "#lessons-server/gateway/address.ts";
import type { Limits } from "#lessons-server/gateway/limits.ts";
import type { Run } from "#lessons-server/gateway/run.ts";
import { startRunner } from "#lessons-server/gateway/runner-process.ts";
import { type Sandbox, openSandbox } from "#lessons-server/gateway/sandbox.ts";
import { answerCalls } from "../calls.ts";
import { cpuMs, privateDirtyMb, residentMb } from "../proc.ts";
import { SANDBOXED } from "../program.ts";
import { type Host, ownCpuMs, ownMemory, type Place } from "./host.ts";
import { torment, type Tormented } from "./torment.ts";
import { openViewing } from "./viewing.ts";

export type SandboxSettings = {
  /** Machines each thread keeps ready; the runner's own choice when it is absent. */
  readonly pool?: number;
  /** Adds up the programs' turns. */
  readonly followsTurns?: boolean;
  /** All limits hold, except that a sandbox takes so many clients. */
  readonly holds?: number;
};

export type SandboxHost = Host & {
  /** Begins the hostile programs, and ends them. */
  readonly torment: () => void;
  readonly calm: () => Promise<Tormented>;
  /** Threads of the runner that had to be ended since this process began, because fuel had not stopped a program. */
  readonly stuckThreads: () => number;
  /** How often the gateway's event loop came round, which is to be each millisecond: the 99th percentile since this was asked last, in milliseconds. */
  readonly loopDelay: () => number;
  /** Where clients watch the trace of the program that was started last. */
  readonly viewing: () => Place;
};

const NO_LIMIT = 1_000_000_000;
const lifted: Partial<Limits> = {
  clients: NO_LIMIT,
  messagesPerClient: NO_LIMIT,
  burstPerClient: NO_LIMIT,
  messagesPerSandbox: NO_LIMIT,
  burstPerSandbox: NO_LIMIT,
  emitsPerSecond: NO_LIMIT,
  emitsAtOnce: NO_LIMIT,
  deliveriesPerSecond: NO_LIMIT,
  deliveriesAtOnce: NO_LIMIT,
  sentBytesPerSecond: NO_LIMIT,
  sentBytesAtOnce: NO_LIMIT,
  fuelPerSecond: NO_LIMIT * NO_LIMIT,
  fuelAtOnce: NO_LIMIT * NO_LIMIT,
};
const program = { entry: "server.js", files: { "server.js": SANDBOXED } };

export async function playSandbox(settings: SandboxSettings): Promise<void> {
  const { pool, followsTurns, holds } = settings;
  const limits = holds === undefined ? lifted : { clients: holds };
  const began = performance.now();
  const runner = await startRunner({
    ...builtRunner(import.meta.dirname),
    limits,
    ...(pool === undefined ? {} : { pool }),
  });
  const boot = performance.now() - began;
  const sandboxes = new Map<string, Sandbox>();
  const server = await serve(sandboxes);
  const { port } = server.address() as AddressInfo;
  const turns = { count: 0, ms: 0 };
  const late = monitorEventLoopDelay({ resolution: 1 });
  const viewing = await openViewing(() => sandboxes.get(`bench-${started}`)?.current());
  let started = 0;
  let calm: (() => Promise<Tormented>) | undefined;

  const open = (id: string): Sandbox => {
    const sandbox = openSandbox({ runner, id, limits });
    sandboxes.set(id, sandbox);
    return sandbox;
  };

  const host: SandboxHost = {
    boot: () => boot,
    start: async () => {
      const id = `bench-${++started}`;
      const startedAt = performance.now();
      const sandbox = open(id);
      const run = await sandbox.run(program);
      if ((await run.listening) === undefined) throw new Error(lastWords(run));
      const ms = performance.now() - startedAt;
      if (followsTurns) follow(run, turns);
      const url = `http://127.0.0.1:${port}`;
      return { program: started, url, path: `/s/${id}/socket.io`, ms };
    },
    stop: async (number) => {
      sandboxes.get(`bench-${number}`)?.close();
      sandboxes.delete(`bench-${number}`);
      await Promise.resolve();
    },
    usage: () => {
      const cpu = { gateway: ownCpuMs(), runner: cpuMs(runner.pid ?? 0) };
      return followsTurns ? { cpu, turns } : { cpu };
    },
    memory: () => {
      const pid = runner.pid ?? 0;
      return {
        runner: { rss: residentMb(pid), privateDirty: privateDirtyMb(pid) },
        gateway: ownMemory(),
      };
    },
    torment: () => {
      calm = torment(open);
    },
    calm: async () => (await calm?.()) ?? {},
    stuckThreads: () => runner.stuckThreads(),
    loopDelay: () => {
      const p99 = late.percentile(99) / 1e6;
      late.reset();
      late.enable();
      return p99;
    },
    viewing: () => ({ program: started, ...viewing.place }),
  };
  answerCalls(host, async () => {
    for (const sandbox of sandboxes.values()) sandbox.close();
    server.close();
    await viewing.close();
    await runner.close();
  });
}

async function serve(sandboxes: ReadonlyMap<string, Sandbox>): Promise<Server> {
  const server = createServer((req, res) => {
    const parsed = parseSandboxAddress(req.url ?? "");
    const sandbox = parsed.ok ? sandboxes.get(parsed.address.id) : undefined;
    if (parsed.ok && sandbox) sandbox.handleRequest(req, res, parsed.address);
    else res.writeHead(404).end();
  });
  server.on("upgrade", (req, socket, head) => {
    const parsed = parseSandboxAddress(req.url ?? "");
    const sandbox = parsed.ok ? sandboxes.get(parsed.address.id) : undefined;
    if (parsed.ok && sandbox) sandbox.handleUpgrade({ req, socket, head }, parsed.address);
    else socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

function follow(run: Run, turns: { count: number; ms: number }): void {
  run.recorder.subscribe((events) => {
    for (const event of events) {
      if (event.kind !== "turn") continue;
      turns.count += 1;
      turns.ms += event.ms;
    }
  });
}

function lastWords(run: Run): string {
  const facts = run.recorder.trace().slice(-3);
  return `the program ended before it listened: ${JSON.stringify(facts)}`;
}
