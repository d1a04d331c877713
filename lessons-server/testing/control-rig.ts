// For tests: control and sandboxes on a port of their own, and pages without a browser that control them: they pass on
// orders to headless clients, and what those report.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { bundledWorker } from "#clients/bundled-worker.ts";
import { type HeadlessClient, openClient } from "#clients/node-host.ts";
import type { Report } from "#protocol/client.ts";
import type { ClientCode } from "#protocol/client-code.ts";
import {
  type Answer,
  CONTROL_NAMESPACE,
  CONTROL_PATH,
  type FromPage,
  type Opened,
  type ToPage,
} from "#protocol/control.ts";
import type { Program } from "#protocol/program.ts";
import { clientAddress } from "#protocol/scene.ts";
import type { TraceEvent } from "#trace/event.ts";
import { byHandMount } from "../gateway/by-hand.ts";
import { controlMount } from "../gateway/control.ts";
import type { Runner } from "../gateway/runner-process.ts";
import { owns } from "../mount.ts";
import { sandboxMount } from "../gateway/sandbox-mount.ts";
import { openSandboxes, type Sandboxes, type SandboxesLimits } from "../gateway/sandboxes.ts";
import { sharedRunner } from "./shared-runner.ts";

export type Page = {
  readonly socket: Socket<ToPage, FromPage>;
  /** Sends any event with any arguments, and gives its answer. */
  readonly ask: (event: string, ...args: readonly unknown[]) => Promise<Answer<Answered>>;
  /** Asks for a sandbox; throws when it is refused. */
  readonly open: (before?: { sandbox: string; token: string }) => Promise<Opened>;
  /** All that came of the trace of the run that is followed: the last that the page was told of. */
  readonly trace: () => readonly TraceEvent[];
  /** Resolves as soon as an event that fits has come. */
  readonly until: (fits: (event: TraceEvent) => boolean) => Promise<TraceEvent>;
  /** The next message of this kind from the gateway. */
  readonly next: <K extends keyof ToPage>(event: K) => Promise<Parameters<ToPage[K]>[0]>;
  /** Has a headless client of this name come in, as its host would; it runs this file of the program's, if any. */
  readonly enter: (name: string, file?: string) => Promise<HeadlessClient>;
};
type Answered = Opened & {
  readonly run: string;
  readonly act: number;
  readonly settled: unknown;
  readonly code: ClientCode;
};

export type ControlRig = {
  readonly url: string;
  readonly runner: Runner;
  readonly sandboxes: Sandboxes;
  readonly page: (options?: Partial<ManagerOptions & SocketOptions>) => Page;
  readonly close: () => Promise<void>;
};

/** `ownRunner` is closed with it; without one it is on the runner that all files share. */
export async function startControlRig(
  limits: Partial<SandboxesLimits> = {},
  { clock, ownRunner }: { readonly clock?: () => number; readonly ownRunner?: Runner } = {},
): Promise<ControlRig> {
  const runner = ownRunner ?? (await sharedRunner());
  const sandboxes = openSandboxes({ runner, limits, ...(clock && { clock }) });
  const around = clock ? { clock } : {};
  const mounts = [
    controlMount(sandboxes),
    sandboxMount(sandboxes, around),
    byHandMount(sandboxes, around),
  ];
  const ownerOf = (url = "/") => mounts.find((mount) => owns(mount, url));
  const server = createServer((req, res) => ownerOf(req.url)?.request(req, res));
  server.on("upgrade", (req, socket, head) => ownerOf(req.url)?.upgrade(req, socket, head));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ends: (() => unknown)[] = [];
  return {
    url,
    runner,
    sandboxes,
    page: (options) => openPage(url, { options, ends }),
    async close() {
      await Promise.all(ends.map((end) => end()));
      await Promise.all(mounts.map((mount) => mount.close()));
      await ownRunner?.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

type Around = {
  readonly options?: Partial<ManagerOptions & SocketOptions> | undefined;
  readonly ends: (() => unknown)[];
};

/** A page at this server. What it starts is ended by those put into `ends`. */
export function openPage(url: string, { options, ends }: Around): Page {
  const socket: Page["socket"] = io(`${url}${CONTROL_NAMESPACE}`, {
    path: CONTROL_PATH,
    forceNew: true,
    ...options,
  });
  ends.push(() => socket.disconnect());
  const clients = new Map<string, HeadlessClient>();
  const watching = new Set<() => void>();
  let events: TraceEvent[] = [];
  let run: string | undefined;
  let sandbox = "";
  let reported = 0;

  const follow = (next: string, given: readonly TraceEvent[]): void => {
    if (next !== run) [events, reported] = [[], 0];
    run = next;
    events.push(...given);
    for (const look of watching) look();
  };
  socket.on("trace", (batch) => follow(batch.run, batch.events));
  socket.on("begun", ({ run: next }) => follow(next, []));
  socket.on("order", ({ client, order }) => clients.get(client)?.order(order));

  const ask: Page["ask"] = (event, ...args) =>
    (socket.emitWithAck as (...all: unknown[]) => Promise<never>)(event, ...args);

  return {
    socket,
    ask,
    async open(before) {
      const answer = await ask("open", before ?? {});
      if (!answer.ok) throw new Error(answer.text);
      sandbox = answer.sandbox;
      if (answer.run) {
        follow(answer.run.run, answer.run.trace);
        reported = answer.run.heard;
      }
      return answer;
    },
    trace: () => events,
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(fits);
          if (!found) return;
          watching.delete(look);
          resolve(found);
        };
        watching.add(look);
        look();
      }),
    next: (event) =>
      new Promise((resolve) => {
        socket.once(event, ((message: never) => resolve(message)) as never);
      }),
    async enter(name, file) {
      const its = run ?? "";
      const code = file === undefined ? undefined : await ask("code", { run: its, file });
      if (code && !code.ok) throw new Error(code.text);
      const tell = (report: Report): void => {
        const reports = [{ client: name, report }];
        void ask("report", { run: its, after: its === run ? reported++ : 0, reports });
      };
      const client = openClient({
        name,
        url: clientAddress(`${url}/s/${sandbox}`, { name }),
        ...(code && { code: code.code }),
        worker: await bundledWorker(),
        onReport: tell,
      });
      // A page has its counts and outcomes by the same road as everything else.
      const passedOn: HeadlessClient = {
        ...client,
        order(order) {
          if (order.order !== "count") return client.order(order);
          void client.counts().then((counts) => {
            if (counts) tell({ report: "counts", round: order.round, counts });
          });
        },
      };
      clients.set(name, passedOn);
      ends.push(() => client.close());
      await client.arrived;
      return passedOn;
    },
  };
}

export const ECHO: Program = {
  entry: "server.js",
  files: {
    "server.js": `
      import { Server } from "socket.io";
      new Server(3000).on("connection", (socket) => socket.on("echo", (said, answer) => answer(said)));
    `,
  },
};
