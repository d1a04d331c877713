// For tests: sandboxes that real clients reach on ports of their own; they are closed with the test, or with the file.
import { connect, type Socket } from "node:net";
import {
  io,
  type ManagerOptions,
  type Socket as Client,
  type SocketOptions,
} from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from "vitest";
import type { Program } from "#protocol/program.ts";
import type { EventOf, Fact, TraceEvent } from "#trace/event.ts";
import { printTrace } from "#trace/print.ts";
import type { Ending, Run } from "../gateway/run.ts";
import type { Limits } from "../gateway/limits.ts";
import type { Runner, RunnerOptions } from "../gateway/runner-process.ts";
import { openSandbox, type Sandbox } from "../gateway/sandbox.ts";
import { mountSandbox } from "./mounted-sandbox.ts";
import { sharedRunner, startOwnRunner } from "./shared-runner.ts";

/** The text of `server.js`, or files by name with the one to start first. */
export type Source = string | Readonly<Record<string, string>>;
export type ClientOptions = Partial<ManagerOptions & SocketOptions>;

export type Served = {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly port: number;
  /** The run that was there when the sandbox was served. */
  readonly run: Run;
  /** A client, not necessarily connected yet. `where` as in `/:3001` or `/@alice`. */
  readonly client: (options?: ClientOptions, where?: string) => Client;
  /** A client that has connected. */
  readonly join: (options?: ClientOptions, where?: string) => Promise<Client>;
  /** Bytes sent on a connection of their own, and all that came back until the server closed it. */
  readonly raw: (...sent: readonly (string | Buffer)[]) => Promise<string>;
  /** The facts of one kind so far. */
  readonly facts: <K extends Fact["kind"]>(kind: K) => EventOf<K>[];
  /** The texts the program has logged so far. */
  readonly logs: () => string[];
  /** The first fact of a kind that fits, recorded or to come. @throws when the run ends without it. */
  readonly until: <K extends Fact["kind"]>(
    kind: K,
    fits?: (event: EventOf<K>) => boolean,
  ) => Promise<EventOf<K>>;
  /** How the run ended, and the one fault of it. */
  readonly crash: () => Promise<Ending & { readonly fault: EventOf<"fault"> }>;
};

/** What a server under test answers to `count`: how often it was asked since it was loaded. */
const COUNTING = `
  import { Server } from "socket.io";
  let asked = 0;
  new Server(3000).on("connection", (socket) => socket.on("count", (answer) => answer(++asked)));
`;

/**
 * Sandboxes on the runner that all files share. One that is to be `otherwise` is this file's own; its limits also hold
 * in the gateway.
 */
export function servedSandboxes(otherwise?: Partial<RunnerOptions>): {
  readonly runner: () => Runner;
  /** `limits` hold for this sandbox beside those of the runner, which sees to fuel and timers. */
  readonly serve: (source: Source, limits?: Partial<Limits>) => Promise<Served>;
  /** The same for all tests of the file; to be asked for in `beforeAll`. */
  readonly serveForAll: (source: Source) => Promise<Served>;
} {
  const lasting: { close(): Promise<void> }[] = [];
  let runner: Runner | undefined;
  const running = (): Runner => {
    if (!runner) throw new Error("the runner starts with the first test");
    return runner;
  };
  beforeAll(async () => {
    runner = await (otherwise ? startOwnRunner(otherwise) : sharedRunner());
  });
  afterAll(async () => {
    await Promise.all(lasting.map((served) => served.close()));
    if (otherwise) await runner?.close();
  });
  return {
    runner: running,
    serveForAll: async (source) => {
      const served = await serve(running(), source, otherwise?.limits);
      lasting.push(served);
      return served;
    },
    serve: async (source, limits) => {
      const served = await serve(running(), source, { ...otherwise?.limits, ...limits });
      onTestFinished(() => served.close());
      return served;
    },
  };
}

/** A program beside those under test, in the same thread. After each test it must still answer, and still know its count. */
export function expectWitness(runner: () => Runner): void {
  let witness: (Served & { close: () => Promise<void> }) | undefined;
  let client: Client | undefined;
  let asked = 0;
  beforeAll(async () => {
    witness = await serve(runner(), COUNTING);
    client = await witness.join();
  });
  afterEach(async () => {
    expect(await client?.emitWithAck("count")).toBe(++asked);
  });
  afterAll(async () => {
    await witness?.close();
    // Fuel has stopped all that had to be stopped.
    expect(runner().stuckThreads()).toBe(0);
  });
}

async function serve(
  runner: Runner,
  source: Source,
  limits: Partial<Limits> = {},
): Promise<Served & { close(): Promise<void> }> {
  const sandbox = openSandbox({ runner, limits });
  const mounted = await mountSandbox(sandbox);
  const { port, url } = mounted;
  const clients: Client[] = [];
  const connections: Socket[] = [];
  const run = await sandbox.run(programOf(source));
  const { recorder } = run;
  // Loading is one turn, and whatever it listens on is open then.
  await firstEvent(run, (event) => event.kind === "turn" || event.kind === "run.ended");
  const facts: Served["facts"] = (kind) =>
    recorder.trace().filter((event) => event.kind === kind) as never;
  const client: Served["client"] = (options = {}, where = "") => {
    const made = io(url, {
      path: `${where}/socket.io/`,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      ...options,
    });
    clients.push(made);
    return made;
  };
  return {
    sandbox,
    url,
    port,
    run,
    client,
    join: async (...how) => {
      const made = client(...how);
      await once(made, "connect");
      return made;
    },
    raw: (...sent) => {
      const socket = connect(port, "127.0.0.1");
      connections.push(socket);
      for (const bytes of sent) socket.write(bytes);
      return wholeAnswer(socket);
    },
    facts,
    logs: () => facts("log").map(({ text }) => text),
    until: (kind, fits = () => true) =>
      firstEvent(run, (event) => event.kind === kind && fits(event as never)) as never,
    crash: async () => {
      const ending = await run.ended;
      const [fault, ...others] = facts("fault");
      if (!fault || others.length > 0)
        throw new Error(`not one fault:\n${printTrace(recorder.trace())}`);
      return { ...ending, fault };
    },
    close: async () => {
      for (const one of clients) one.disconnect();
      for (const one of connections) one.destroy();
      sandbox.close();
      await mounted.close();
    },
  };
}

/** The files of a program as it crosses to the runner. */
export function programOf(source: Source): Program {
  const files = typeof source === "string" ? { "server.js": source } : source;
  return { entry: Object.keys(files)[0] ?? "server.js", files };
}

/** The first argument of the next `event` that a client hears. @throws when it cannot connect. */
export function once<T = unknown>(client: Client, event: string): Promise<T> {
  return new Promise((resolve, reject) => {
    client.once(event, (value: T) => resolve(value));
    if (event !== "connect_error") client.once("connect_error", reject);
  });
}

/** Why a client was disconnected, once it is. */
export const leaving = (client: Client): Promise<string> => once<string>(client, "disconnect");

function firstEvent(run: Run, fits: (event: TraceEvent) => boolean): Promise<TraceEvent> {
  return new Promise((resolve, reject) => {
    const stop = run.recorder.subscribe((events) => found(events.find(fits)));
    const found = (event: TraceEvent | undefined): void => {
      if (!event) return;
      stop();
      resolve(event);
    };
    found(run.recorder.trace().find(fits));
    void run.ended.then(() => {
      const trace = printTrace(run.recorder.trace());
      reject(new Error(`the run ended without what was waited for:\n${trace}`));
    });
  });
}

function wholeAnswer(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  socket.on("error", () => undefined);
  return new Promise((resolve) =>
    socket.once("close", () => resolve(Buffer.concat(pieces).toString("latin1"))),
  );
}
